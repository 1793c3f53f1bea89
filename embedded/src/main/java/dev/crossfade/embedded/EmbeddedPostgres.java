package dev.crossfade.embedded;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A PostgreSQL server beside this process, with logical decoding, reachable on localhost as the
 * superuser {@code postgres} without a password.
 *
 * <p>A server started on a directory that held one before continues it, also after either process
 * was killed: a server that was left running there is stopped first. Whoever starts one closes it;
 * nothing is registered to do so at exit.
 */
public final class EmbeddedPostgres implements AutoCloseable {

  /** The only user of a new server. */
  public static final String USER = "postgres";

  private final io.zonky.test.db.postgres.embedded.EmbeddedPostgres server;
  private final Postmaster postmaster;
  private final ServerDirectory directory;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedPostgres(
      io.zonky.test.db.postgres.embedded.EmbeddedPostgres server,
      Postmaster postmaster,
      ServerDirectory directory) {
    this.server = server;
    this.postmaster = postmaster;
    this.directory = directory;
  }

  /**
   * Returns when clients can connect.
   *
   * @throws EmbeddedServerException if the server does not start; the message ends with what its
   *     log says
   */
  public static EmbeddedPostgres start(PostgresOptions options) {
    ServerDirectory directory = ServerDirectory.of(options.directory());
    try {
      Optional<Postmaster> leftOver = Postmaster.of(directory.data());
      if (leftOver.isPresent()) {
        leftOver.get().quit();
      }
      var server = builder(options, directory).start();
      Postmaster postmaster =
          Postmaster.of(directory.data())
              .orElseThrow(() -> new IOException("the server left right after its start"));
      return new EmbeddedPostgres(server, postmaster, directory);
    } catch (IOException | IllegalStateException failure) {
      String why =
          directory
              .complaint()
              .orElse(failure.getMessage() == null ? failure.toString() : failure.getMessage());
      directory.deleteIfTemporary();
      throw new EmbeddedServerException(
          "the embedded PostgreSQL does not start in " + directory.root() + ": " + why, failure);
    }
  }

  /** The URL of one of its databases, user included; {@code postgres} always exists. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://localhost:" + port() + "/" + database + "?user=" + USER;
  }

  public int port() {
    return server.getPort();
  }

  /** The process id of the server, for whoever wants to see it die. */
  public long pid() {
    return postmaster.pid();
  }

  /** Returns when the server has written everything down and its process is gone. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      server.close();
      postmaster.awaitExit();
    } catch (IOException failure) {
      throw new EmbeddedServerException(
          "the embedded PostgreSQL in " + directory.root() + " does not stop", failure);
    }
    directory.deleteIfTemporary();
  }

  private static io.zonky.test.db.postgres.embedded.EmbeddedPostgres.Builder builder(
      PostgresOptions options, ServerDirectory directory) throws IOException {
    var log = ProcessBuilder.Redirect.appendTo(directory.log().toFile());
    var builder =
        io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
            .setDataDirectory(directory.data())
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setPort(options.port() == 0 ? FreePort.find() : options.port())
            .setPGStartupWait(options.startWaitMax())
            .setOutputRedirector(log)
            .setErrorRedirector(log)
            .setLocaleConfig("locale", options.locale());
    settings(options).forEach(builder::setServerConfig);
    return builder;
  }

  private static Map<String, String> settings(PostgresOptions options) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("wal_level", "logical");
    settings.put("max_wal_senders", "20");
    settings.put("max_replication_slots", "20");
    settings.put("max_connections", "200");
    settings.put("timezone", "UTC");
    settings.put("unix_socket_directories", ""); // TCP only, so any directory will do
    settings.put("synchronous_commit", "on");
    settings.put("fsync", options.durable() ? "on" : "off");
    settings.put("full_page_writes", options.durable() ? "on" : "off");
    settings.put("log_min_messages", "log"); // not ERROR: its details hold row values
    settings.put("log_error_verbosity", "terse");
    settings.put("log_checkpoints", "off");
    settings.putAll(options.settings());
    return settings;
  }
}
