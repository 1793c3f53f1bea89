package dev.crossfade.loader.postgres;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.databases.postgres.Session;
import dev.crossfade.loader.DeadLetterList;
import dev.crossfade.loader.Ledger;
import dev.crossfade.loader.LoadSession;
import dev.crossfade.loader.NewDatabase;
import dev.crossfade.loader.SqlLedger;
import dev.crossfade.loader.TableLane;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A PostgreSQL database as the new side. */
public record PostgresDatabase(PostgresUrl url) implements NewDatabase {

  private static final String CONNECT_SECONDS = "5";

  @Override
  public List<String> prepare(MigrationPlan plan) throws SQLException {
    try (Connection connection = url.connect()) {
      NewSide.prepare(connection, plan);
    }
    return List.of(
        plan.newTables().size()
            + " tables guarded; foreign keys and secondary indexes off until they are loaded");
  }

  @Override
  public Undone unprepare(MigrationPlan plan) throws SQLException {
    try (Connection connection = url.connect()) {
      NewSide.unprepare(connection);
    }
    return new Undone("indexes and foreign keys back, rows stay", List.of());
  }

  @Override
  public void beginGeneration(MigrationPlan next) throws SQLException {
    try (Connection connection = url.connect()) {
      NewSide.beginGeneration(connection, next);
    }
  }

  @Override
  public void open(MigrationPlan plan) throws SQLException {
    try (Connection connection = url.connect()) {
      InTransaction.run(connection, () -> NewSide.open(connection));
    }
  }

  @Override
  public boolean indexesAreBack() throws SQLException {
    try (Connection connection = url.connect()) {
      return NewSide.indexesAreBack(connection);
    }
  }

  @Override
  public void restoreIndexes(MigrationPlan plan) throws SQLException {
    try (Connection connection =
        url.with("ApplicationName", Rivals.application(plan.migration())).connect()) {
      Session.unlimit(connection); // a large index takes its time
      NewSide.restoreIndexes(connection);
    }
  }

  @Override
  public LoadSession session(MigrationPlan plan) throws SQLException {
    return PostgresSession.open(url, plan);
  }

  @Override
  public TableLane lane(MigrationPlan plan, NewTable table) {
    return new PostgresLane(plan, table);
  }

  @Override
  public Ledger ledger() throws SQLException {
    return new SqlLedger(
        patient().with("ApplicationName", "crossfade status").connect(), "crossfade.");
  }

  private PostgresUrl patient() {
    return url.parameters().containsKey("connectTimeout")
        ? url
        : url.with("connectTimeout", CONNECT_SECONDS);
  }

  @Override
  public DeadLetterList deadLetters() {
    return new PostgresDeadLetterList(url);
  }

  @Override
  public int transactionsMax() {
    return Integer.MAX_VALUE;
  }

  @Override
  public String toString() {
    return url.toString();
  }
}
