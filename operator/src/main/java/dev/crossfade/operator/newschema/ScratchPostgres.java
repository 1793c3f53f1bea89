package dev.crossfade.operator.newschema;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.PostgresOptions;
import dev.crossfade.operator.config.PostgresSide;

/** A PostgreSQL of our own, gone on close, for what must not touch a real one. */
public final class ScratchPostgres implements AutoCloseable {

  private final EmbeddedPostgres server;

  private ScratchPostgres(EmbeddedPostgres server) {
    this.server = server;
  }

  /** Takes a second or two. */
  public static ScratchPostgres start() {
    return new ScratchPostgres(EmbeddedPostgres.start(PostgresOptions.temporary()));
  }

  /** Its only database, with the schema that the caller wants to use. */
  public PostgresSide side(String schema) {
    return new PostgresSide(PostgresUrl.parse(server.jdbcUrl("postgres")), schema);
  }

  @Override
  public void close() {
    server.close();
  }
}
