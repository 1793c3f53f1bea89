package dev.crossfade.operator.newschema;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.PostgresOptions;
import dev.crossfade.operator.config.PostgresSide;
import dev.crossfade.schemas.TableId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

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

  /** A further, empty database on it. */
  public PostgresUrl database(String name) throws SQLException {
    try (Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + TableId.quote(name));
    }
    return PostgresUrl.parse(server.jdbcUrl(name));
  }

  @Override
  public void close() {
    server.close();
  }
}
