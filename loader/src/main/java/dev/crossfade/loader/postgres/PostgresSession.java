package dev.crossfade.loader.postgres;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.databases.postgres.Session;
import dev.crossfade.loader.Batch;
import dev.crossfade.loader.DeadLetters;
import dev.crossfade.loader.Ledger;
import dev.crossfade.loader.LoadSession;
import dev.crossfade.loader.LoaderException;
import dev.crossfade.loader.Parked;
import dev.crossfade.loader.SqlLedger;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** One session in the new database, past the guard, with the temp tables it stages rows in. */
final class PostgresSession implements LoadSession {

  private static final AtomicLong OPENED = new AtomicLong();

  private final Connection connection;
  private final int generation;
  private final Applied applied;
  private final Arrivals arrivals;
  private final Rivals rivals;
  private final Map<TableId, TableSql> staged = new HashMap<>();

  private PostgresSession(Connection connection, int generation, Rivals rivals) {
    this.connection = connection;
    this.generation = generation;
    this.applied = new Applied(generation);
    this.arrivals = new Arrivals(generation);
    this.rivals = rivals;
  }

  /**
   * How many sessions this process has opened. A server that crashes takes its sessions with it,
   * and perhaps what they had committed last: whatever was seen when the number was another one may
   * be undone.
   */
  @Override
  public long epoch() {
    return OPENED.get();
  }

  /**
   * Opens a session that the guard lets through.
   *
   * @throws LoaderException if the new database is not prepared
   */
  static PostgresSession open(PostgresUrl url, MigrationPlan plan) throws SQLException {
    OPENED.incrementAndGet(); // before it works
    String application = Rivals.application(plan.migration());
    Connection connection = url.with("ApplicationName", application).connect();
    try {
      Session.pin(connection);
      Session.unlimit(connection);
      Guard.pass(connection);
      try (Statement statement = connection.createStatement()) {
        // The rows and their offset are one transaction: a crash loses both, and they come again.
        // Where somebody relies on a commit, begin makes it durable.
        statement.execute("SET synchronous_commit = off");
        // A loader that is frozen in a transaction holds its partitions' rows in crossfade.applied:
        // whoever takes them over would wait for ever.
        statement.execute("SET idle_in_transaction_session_timeout = '30s'");
        // Functions in CHECK constraints and generated columns expect the database's own.
        statement.execute("RESET search_path");
        // A staged handful against a large table: by its index, whatever the planner guesses.
        statement.execute("SET enable_hashjoin = off; SET enable_mergejoin = off");
      }
      int pid = connection.unwrap(PGConnection.class).getBackendPID();
      return new PostgresSession(connection, plan.generation(), new Rivals(url, pid, application));
    } catch (SQLException | RuntimeException failure) {
      connection.close();
      throw failure;
    }
  }

  @Override
  public void begin(Batch batch) throws SQLException {
    connection.setAutoCommit(false);
    applied.advance(connection, batch);
    if (batch.isReliedOn()) {
      execute("SET LOCAL synchronous_commit = on"); // and all that committed before it
    }
  }

  @Override
  public void commit(Batch batch) throws SQLException {
    arrivals.record(connection, batch.topic(), batch.arrivals());
    connection.commit();
    connection.setAutoCommit(true);
  }

  @Override
  public void rollBack() throws SQLException {
    if (!connection.getAutoCommit()) {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  @Override
  public Parked parked(String newTable) {
    return new PostgresParked(connection, generation, newTable);
  }

  @Override
  public DeadLetters deadLetters() {
    return new PostgresDeadLetters(connection, generation);
  }

  @Override
  public Ledger ledger() {
    return new SqlLedger(connection, "crossfade.");
  }

  Connection connection() {
    return connection;
  }

  CopyManager copyManager() throws SQLException {
    return connection.unwrap(PGConnection.class).getCopyAPI();
  }

  int execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  /**
   * The same statement again and again: the driver prepares it in the server. Not for joins: their
   * plan would be kept while the tables grow.
   */
  int executePrepared(String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      return statement.executeUpdate();
    }
  }

  /** Whether a query gives a row. */
  boolean exists(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next();
    }
  }

  /** The statements for a table, its temp tables made if this session has none yet. */
  TableSql stageFor(NewTable table, @Nullable IdColumn givenId) throws SQLException {
    TableSql known = staged.get(table.id());
    if (known != null) {
      return known;
    }
    TableSql sql = new TableSql(table, staged.size(), givenId == null ? "text" : givenId.type());
    for (String create : sql.createStages()) {
      execute(create);
    }
    staged.put(table.id(), sql);
    return sql;
  }

  @Override
  public void endRivals() throws SQLException {
    rivals.look();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
