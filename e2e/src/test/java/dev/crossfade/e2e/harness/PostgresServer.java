package dev.crossfade.e2e.harness;

import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.PostgresOptions;
import dev.crossfade.testkit.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A PostgreSQL server that can be killed and comes back on its port with its data. */
public final class PostgresServer implements AutoCloseable {

  private static final Duration GONE_WAIT_MAX = Duration.ofSeconds(30);

  private final String role;
  private final Path directory;
  private EmbeddedPostgres server;

  PostgresServer(String role, Path directory) {
    this.role = role;
    this.directory = directory;
    this.server = EmbeddedPostgres.start(options());
  }

  private PostgresOptions options() {
    return PostgresOptions.in(directory)
        .durable(false)
        .withSettings(
            Map.of(
                "max_replication_slots",
                "60",
                "max_wal_senders",
                "60",
                "full_page_writes", // a killed process may leave half a page
                "on",
                "wal_writer_delay", // so that a kill loses commits that nobody made durable
                "10s",
                "wal_writer_flush_after",
                "1GB"));
  }

  /** A new, empty database. */
  public Database create(String name) {
    administration().execute("CREATE DATABASE \"" + name + "\"");
    return new Database(url(name));
  }

  /** A database that is always there. */
  public Database administration() {
    return new Database(url("postgres"));
  }

  /** Drops a database with its connections and its slots. */
  void drop(String name) {
    Database administration = administration();
    Deadline.until(
        GONE_WAIT_MAX,
        "the replication slots of " + name + " are free",
        () -> {
          administration.execute(
              "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%s'"
                  .formatted(name));
          return "0"
              .equals(
                  administration.ask(
                      "SELECT count(*) FROM pg_replication_slots WHERE active AND database = '%s'"
                          .formatted(name)));
        });
    administration.execute("DROP DATABASE \"" + name + "\" WITH (FORCE)");
  }

  /** Makes a role that only its password lets in; all others come in without. */
  public void requirePassword(String role, String password) {
    Path rules = directory.resolve("data").resolve("pg_hba.conf");
    try {
      String others = Files.readString(rules);
      Files.writeString(rules, "host all " + role + " all scram-sha-256\n" + others);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    administration()
        .execute(
            "CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(role, password),
            "SELECT pg_reload_conf()");
  }

  String url(String database) {
    return server.jdbcUrl(database);
  }

  int port() {
    return server.port();
  }

  /** SIGKILL to the server and all its processes; no database of it answers afterwards. */
  public void kill() {
    ProcessHandle postmaster = ProcessHandle.of(server.pid()).orElseThrow();
    List<ProcessHandle> family = new ArrayList<>(postmaster.descendants().toList());
    family.add(0, postmaster);
    family.forEach(ProcessHandle::destroyForcibly);
    Deadline.until(
        GONE_WAIT_MAX,
        "the " + role + " PostgreSQL is gone",
        () -> family.stream().noneMatch(PostgresServer::runs));
    server.close(); // finds nothing to stop, and lets go of the directory
  }

  /** A killed process of a foreign parent may stay as a zombie, which has no command any more. */
  private static boolean runs(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }

  /** Starts it again after {@link #kill}, on the same port; returns when it has recovered. */
  public void start() {
    server = EmbeddedPostgres.start(options().onPort(server.port()));
  }

  @Override
  public void close() {
    server.close();
  }
}
