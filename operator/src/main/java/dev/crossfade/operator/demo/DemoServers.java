package dev.crossfade.operator.demo;

import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.PostgresOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The demonstration's old and new PostgreSQL, each a process of its own below one folder. */
final class DemoServers implements AutoCloseable {

  private static final String DATABASE = "postgres";

  private final Path folder;
  private final EmbeddedPostgres old;
  private final EmbeddedPostgres now;
  private boolean kept;

  private DemoServers(Path folder, EmbeddedPostgres old, EmbeddedPostgres now) {
    this.folder = folder;
    this.old = old;
    this.now = now;
  }

  /**
   * Starts both on fresh data; what an earlier demonstration left in the folder is stopped and
   * deleted.
   */
  static DemoServers start(Path folder) {
    for (String side : List.of("old", "new")) {
      if (Files.isDirectory(folder.resolve(side))) {
        EmbeddedPostgres.start(PostgresOptions.in(folder.resolve(side))).close();
      }
    }
    delete(folder);
    EmbeddedPostgres old = EmbeddedPostgres.start(options(folder.resolve("old")));
    try {
      return new DemoServers(folder, old, EmbeddedPostgres.start(options(folder.resolve("new"))));
    } catch (RuntimeException failure) {
      old.close();
      throw failure;
    }
  }

  private static PostgresOptions options(Path data) {
    return PostgresOptions.in(data)
        .withSettings(
            Map.of(
                "shared_buffers", "256MB", "max_wal_size", "4GB", "checkpoint_timeout", "15min"));
  }

  String oldUrl() {
    return old.jdbcUrl(DATABASE);
  }

  String newUrl() {
    return now.jdbcUrl(DATABASE);
  }

  /** For psql and other programs. */
  List<String> libpqUrls() {
    return Stream.of(old, now)
        .map(
            server ->
                "postgresql://"
                    + EmbeddedPostgres.USER
                    + "@127.0.0.1:"
                    + server.port()
                    + "/"
                    + DATABASE)
        .toList();
  }

  /** What ends the servers once they are kept. */
  String stopCommand() {
    return "kill " + old.pid() + " " + now.pid();
  }

  /** Lets both run on when this process ends. */
  void keep() {
    kept = true;
  }

  @Override
  public void close() {
    if (kept) {
      return;
    }
    now.close();
    old.close();
    delete(folder);
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
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
