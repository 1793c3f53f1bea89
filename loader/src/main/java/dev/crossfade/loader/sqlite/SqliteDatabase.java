package dev.crossfade.loader.sqlite;

import dev.crossfade.databases.sqlite.SqliteFile;
import dev.crossfade.databases.sqlite.SqliteRefusal;
import dev.crossfade.loader.DeadLetterList;
import dev.crossfade.loader.Ledger;
import dev.crossfade.loader.LoadSession;
import dev.crossfade.loader.LoaderException;
import dev.crossfade.loader.NewDatabase;
import dev.crossfade.loader.SqlLedger;
import dev.crossfade.loader.TableLane;
import dev.crossfade.loader.Topics;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.TableId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A SQLite file as the new side. One transaction writes at a time. */
public record SqliteDatabase(SqliteFile file) implements NewDatabase {

  public SqliteDatabase(Path path) {
    this(new SqliteFile(path));
  }

  @Override
  public List<String> refusals(MigrationPlan plan) {
    return Fit.refusals(plan);
  }

  @Override
  public List<String> beforeFirstWrite(String migration) throws SQLException {
    Claim claim = file.naming(() -> Claim.of(file, migration));
    return claim.copy() == null ? List.of() : List.of("as it was before, it is in " + claim.copy());
  }

  @Override
  public List<String> prepare(MigrationPlan plan) throws SQLException {
    make(
        plan,
        "to prepare it again would lock the application out."
            + " Undo the migration that filled it first (crossfade unprepare)",
        connection -> {});
    return List.of(
        plan.newTables().size()
            + " tables guarded; triggers off until it is opened, foreign keys not enforced");
  }

  /** Statements on a connection that the guard lets through. */
  private interface More {
    void run(Connection connection) throws SQLException;
  }

  /** All of it or nothing; refuses a file that is open, with the reason, before it changes it. */
  private void make(MigrationPlan plan, String otherwise, More more) throws SQLException {
    SqliteTransaction.naming(file, () -> makeIn(plan, otherwise, more));
  }

  private void makeIn(MigrationPlan plan, String otherwise, More more) throws SQLException {
    Claim.of(file, plan.migration());
    try (Connection connection = file.write()) {
      mustNotBeOpen(connection, otherwise);
      Books.execute(connection, "PRAGMA journal_mode = WAL");
      SqliteGuard.pass(connection);
      SqliteTransaction.run(
          connection,
          () -> {
            mustNotBeOpen(connection, otherwise); // nor in between
            Fit.require(connection, plan);
            Books.create(connection);
            DeferredTriggers.takeOff(connection, tables(plan));
            SqliteGuard.put(connection, tables(plan));
            SqliteIdSeed.sow(connection, plan);
            more.run(connection);
            point(connection, plan);
          });
    }
  }

  @Override
  public Undone unprepare(MigrationPlan plan) throws SQLException {
    Undone nothing = new Undone("nothing was prepared", List.of());
    return file.exists() ? file.naming(() -> undo(nothing)) : nothing;
  }

  private Undone undo(Undone nothing) throws SQLException {
    List<String> undone = new ArrayList<>();
    try (Connection connection = file.write()) {
      Optional<Claim> claim = Claim.read(connection);
      if (claim.isEmpty()) {
        return nothing;
      }
      SqliteTransaction.run(
          connection,
          () -> {
            SqliteGuard.remove(connection);
            if (Books.has(connection, "crossfade_deferred")) {
              DeferredTriggers.putBack(connection);
            }
            Books.drop(connection);
          });
      undone.addAll(journalModeBack(connection, claim.get().journalMode()));
      if (claim.get().copy() != null) {
        undone.add("as it was before the migration, it is in " + claim.get().copy());
      }
    }
    return new Undone("triggers back, rows stay", undone);
  }

  /** Only a connection that is alone can leave WAL. */
  private static List<String> journalModeBack(Connection connection, String mode) {
    try {
      Books.execute(connection, "PRAGMA journal_mode = " + mode);
      return List.of();
    } catch (SQLException inUse) {
      return List.of(
          "the file is in use, so it stays in WAL mode: PRAGMA journal_mode = "
              + mode
              + " puts it back");
    }
  }

  @Override
  public void beginGeneration(MigrationPlan next) throws SQLException {
    make(
        next,
        "replay in place would delete the application's rows",
        connection -> {
          for (String table : List.of("applied", "parked", "dead", "markers")) {
            Books.execute(connection, "DELETE FROM crossfade_" + table);
          }
          for (TableId table : tables(next)) {
            Books.execute(connection, "DELETE FROM " + TableId.quote(table.name()));
          }
        });
  }

  private static void mustNotBeOpen(Connection connection, String otherwise) throws SQLException {
    if (!Books.has(connection, "crossfade_applied")) {
      return;
    }
    try (Statement statement = connection.createStatement();
        ResultSet closed =
            statement.executeQuery("SELECT 1 FROM crossfade_applied WHERE NOT open LIMIT 1")) {
      if (closed.next()) {
        throw new LoaderException(
            "the new database is open, the application writes to it: " + otherwise);
      }
    }
  }

  @Override
  public void open(MigrationPlan plan) throws SQLException {
    SqliteTransaction.naming(file, () -> openNow(plan));
  }

  private void openNow(MigrationPlan plan) throws SQLException {
    try (Connection connection = file.create()) { // durable
      SqliteTransaction.run(
          connection,
          () -> {
            Books.execute(connection, "UPDATE crossfade_applied SET open = 0");
            SqliteGuard.remove(connection);
            SqliteIdSeed.handOver(connection, plan);
            DeferredTriggers.putBack(connection);
          });
    }
  }

  @Override
  public boolean indexesAreBack() {
    return true; // they were never off
  }

  @Override
  public void restoreIndexes(MigrationPlan plan) {}

  @Override
  public LoadSession session(MigrationPlan plan) throws SQLException {
    return SqliteSession.open(file, plan.generation());
  }

  @Override
  public TableLane lane(MigrationPlan plan, NewTable table) {
    return new SqliteLane(plan, table);
  }

  @Override
  public Ledger ledger() throws SQLException {
    return new SqlLedger(SqliteSession.prepared(file), "crossfade_");
  }

  @Override
  public DeadLetterList deadLetters() {
    return new SqliteDeadLetterList(file);
  }

  @Override
  public int transactionsMax() {
    return 1;
  }

  @Override
  public String toString() {
    return file.toString();
  }

  private static List<TableId> tables(MigrationPlan plan) {
    return plan.newTables().stream().map(NewTable::id).toList();
  }

  /** Every partition of the generation's topics stands at its beginning, unless it is known. */
  private static void point(Connection connection, MigrationPlan plan) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO crossfade_applied (generation, topic, part) VALUES (?, ?, ?)"
                + " ON CONFLICT DO NOTHING")) {
      for (String topic : Topics.of(plan, plan.topics())) {
        for (int part = 0; part < plan.partitions(); part++) {
          statement.setInt(1, plan.generation());
          statement.setString(2, topic);
          statement.setInt(3, part);
          statement.executeUpdate();
        }
      }
    } catch (SQLException refused) {
      throw SqliteRefusal.named(refused);
    }
  }
}
