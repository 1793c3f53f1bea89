package dev.crossfade.operator.newschema;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.PostgresOptions;
import dev.crossfade.operator.config.PostgresSide;
import dev.crossfade.schemas.TableId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL of our own, gone on close, for what must not touch a real one. Its server runs from
 * the first time that somebody asks for it.
 */
public final class ScratchPostgres implements AutoCloseable {

  private final Path folder;
  private @Nullable EmbeddedPostgres running;

  private ScratchPostgres(Path folder) {
    this.folder = folder;
  }

  public static ScratchPostgres open() {
    try {
      return new ScratchPostgres(Files.createTempDirectory("crossfade-scratch"));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot make a temporary folder", failure);
    }
  }

  /** Takes a second or two, the first time. */
  private EmbeddedPostgres server() {
    EmbeddedPostgres server = running;
    if (server == null) {
      server = EmbeddedPostgres.start(PostgresOptions.temporary());
      running = server;
    }
    return server;
  }

  /** Its only database, with the schema that the caller wants to use. */
  public PostgresSide side(String schema) {
    return new PostgresSide(PostgresUrl.parse(server().jdbcUrl("postgres")), schema);
  }

  /** A further, empty database on it. */
  public PostgresUrl database(String name) throws SQLException {
    try (Connection connection = DriverManager.getConnection(server().jdbcUrl("postgres"));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + TableId.quote(name));
    }
    return PostgresUrl.parse(server().jdbcUrl(name));
  }

  /** A folder that is deleted with it. */
  public Path folder() {
    return folder;
  }

  @Override
  public void close() {
    if (running != null) {
      running.close();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot delete " + folder, failure);
    }
  }
}
