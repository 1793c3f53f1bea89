package dev.crossfade.benchmark;

import dev.crossfade.benchmark.orders.Database;
import dev.crossfade.benchmark.orders.Orders;
import dev.crossfade.benchmark.processes.ProcessorTime;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.PostgresOptions;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;

/**
 * The old server, with a filled database to copy from, and the new one. Both write durably and note
 * when each transaction committed.
 */
final class Servers implements AutoCloseable {

  private static final String TEMPLATE = "seed";

  private static final Map<String, String> SETTINGS =
      Map.of(
          "track_commit_timestamp", "on",
          "shared_buffers", "512MB",
          "max_wal_size", "8GB",
          "checkpoint_timeout", "30min");

  private final EmbeddedPostgres old;
  private final EmbeddedPostgres fresh;

  private Servers(EmbeddedPostgres old, EmbeddedPostgres fresh) {
    this.old = old;
    this.fresh = fresh;
  }

  static Servers start(Path folder, Orders orders) throws SQLException {
    EmbeddedPostgres old =
        EmbeddedPostgres.start(PostgresOptions.in(folder.resolve("old")).withSettings(SETTINGS));
    EmbeddedPostgres fresh =
        EmbeddedPostgres.start(PostgresOptions.in(folder.resolve("new")).withSettings(SETTINGS));
    Servers servers = new Servers(old, fresh);
    Runtime.getRuntime().addShutdownHook(new Thread(servers::close)); // on Ctrl-C too
    try {
      home(old).execute("CREATE DATABASE " + TEMPLATE);
      orders.fill(home(old).sibling(TEMPLATE));
    } catch (SQLException failure) {
      servers.close();
      throw failure;
    }
    return servers;
  }

  /** A database of its own, full of orders. */
  Database filled(String name) throws SQLException {
    home(old)
        .execute(
            "CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE + " STRATEGY file_copy",
            "CHECKPOINT");
    return home(old).sibling(name);
  }

  /** An empty one in the new server. */
  Database empty(String name) throws SQLException {
    home(fresh).execute("CREATE DATABASE " + name, "CHECKPOINT");
    return home(fresh).sibling(name);
  }

  /** Processor time of both servers since they started. */
  double processorSeconds() {
    return ProcessorTime.secondsOf(old.pid()) + ProcessorTime.secondsOf(fresh.pid());
  }

  /** Drops a database with the slots that stand on it. */
  static void drop(Database database) throws SQLException {
    database.execute(
        "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots"
            + " WHERE database = current_database()");
    database.sibling("postgres").execute("DROP DATABASE " + database.name() + " WITH (FORCE)");
  }

  private static Database home(EmbeddedPostgres server) {
    return new Database(server.port(), "postgres");
  }

  @Override
  public void close() {
    try {
      old.close();
    } finally {
      fresh.close();
    }
  }
}
