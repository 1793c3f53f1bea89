package dev.crossfade.loader.postgres;

import dev.crossfade.loader.LoaderException;
import dev.crossfade.loader.Topics;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.TableId;
import dev.crossfade.schemas.TopicNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is done to the new database before the loader's first row and after its last. Every method
 * is one transaction, harmless if repeated; the connection is in auto-commit mode.
 */
public final class NewSide {

  private NewSide() {}

  /**
   * Makes the schema {@code crossfade}, takes foreign keys, plain indexes and triggers off the new
   * tables (each recorded), guards them against other writers, and lets ids begin where the rows
   * that are there already leave off.
   *
   * @throws LoaderException if a table or the unique index of its key is not there, another
   *     migration has the new database, or it is open already; nothing is changed
   */
  public static void prepare(Connection connection, MigrationPlan plan) throws SQLException {
    InTransaction.run(
        connection,
        () -> {
          mustNotBeOpen(
              connection,
              "to prepare it again would lock the application out."
                  + " Undo the migration that filled it first (crossfade unprepare)");
          make(connection, plan);
        });
  }

  private static void make(Connection connection, MigrationPlan plan) throws SQLException {
    LoaderSchema.create(connection);
    claim(connection, plan.migration());
    Guard.pass(connection);
    for (NewTable table : plan.newTables()) {
      KeyIndex.require(connection, table);
    }
    List<TableId> tables = tables(plan);
    Deferred.takeOff(connection, tables);
    Guard.put(connection, tables);
    point(connection, plan);
    IdSeed.sow(connection, plan);
  }

  /**
   * Undoes {@link #prepare}: everything recorded is put back, what we keep in the schema {@code
   * crossfade} goes. The rows stay.
   *
   * @return foreign keys that stay NOT VALID because rows break them, as {@code table.constraint}
   */
  public static List<String> unprepare(Connection connection) throws SQLException {
    List<String> notValid = new ArrayList<>();
    InTransaction.run(
        connection,
        () -> {
          if (!exists(connection, "crossfade.deferred")) {
            return;
          }
          Guard.remove(connection);
          Deferred.putBack(connection, Deferred.INDEX);
          Deferred.putBack(connection, Deferred.TRIGGER);
          Deferred.putBack(connection, Deferred.FOREIGN_KEY);
          notValid.addAll(Deferred.finishWherePossible(connection, Deferred.FOREIGN_KEY));
          LoaderSchema.drop(connection);
        });
    return notValid;
  }

  /** Builds the indexes that {@link #prepare} dropped, one transaction each; writers wait. */
  public static void restoreIndexes(Connection connection) throws SQLException {
    Deferred.putBackEach(connection, Deferred.INDEX);
  }

  /** Whether all indexes are back: a gate. */
  public static boolean indexesAreBack(Connection connection) throws SQLException {
    return Deferred.isBack(connection, Deferred.INDEX);
  }

  /**
   * Puts the foreign keys back without looking at the rows ({@code NOT VALID}), inside the
   * transaction of the caller if there is one; {@link #validateForeignKeys} comes after.
   */
  public static void restoreForeignKeys(Connection connection) throws SQLException {
    Deferred.putBack(connection, Deferred.FOREIGN_KEY);
  }

  /** Validates the foreign keys put back, one transaction each. */
  public static void validateForeignKeys(Connection connection) throws SQLException {
    Deferred.finishEach(connection, Deferred.FOREIGN_KEY);
  }

  /**
   * Lets the application in: every guard goes, also of a table that only an earlier generation
   * wrote; triggers are enabled again, {@code crossfade.applied} is closed, so that every later
   * transaction of any loader fails. Inside the transaction of the caller: its commit is the point
   * of no return.
   */
  public static void open(Connection connection) throws SQLException {
    execute(connection, "UPDATE crossfade.applied SET open = false"); // first, as loaders do
    Guard.remove(connection);
    Deferred.putBack(connection, Deferred.TRIGGER);
  }

  /**
   * Replay in place: prepares the tables of the next generation, empties them, and points {@code
   * crossfade.applied} at its topics. A loader of an earlier generation is refused from then on.
   * Ids stay.
   *
   * @throws LoaderException if the new database is open already; nothing is changed
   */
  public static void beginGeneration(Connection connection, MigrationPlan next)
      throws SQLException {
    InTransaction.run(
        connection,
        () -> {
          mustNotBeOpen(
              connection,
              "replay in place would delete the application's rows."
                  + " Use crossfade replay --side-by-side");
          make(connection, next);
          execute(connection, "DELETE FROM crossfade.applied");
          execute(connection, "TRUNCATE crossfade.parked, crossfade.dead, crossfade.markers");
          execute(
              connection,
              "TRUNCATE "
                  + tables(next).stream().map(TableId::quoted).collect(Collectors.joining(", ")));
          point(connection, next);
        });
  }

  /**
   * Sets every sequence behind a column of the new tables past the column's largest value, with
   * {@code headroom} and at least its cache and increment to spare.
   */
  public static void advanceSequences(Connection connection, MigrationPlan plan, long headroom)
      throws SQLException {
    Sequences.advance(connection, tables(plan), headroom);
  }

  private static List<TableId> tables(MigrationPlan plan) {
    return plan.newTables().stream().map(NewTable::id).toList();
  }

  private static void claim(Connection connection, String migration) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO crossfade.migration (name, token)"
                + " VALUES (?, pg_catalog.gen_random_uuid()::text) ON CONFLICT DO NOTHING")) {
      statement.setString(1, migration);
      statement.executeUpdate();
    }
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT name FROM crossfade.migration")) {
      row.next();
      if (!row.getString(1).equals(migration)) {
        throw new LoaderException(
            "the new database belongs to the migration "
                + row.getString(1)
                + ": undo that one first (crossfade unprepare)");
      }
    }
  }

  /** Every partition of the generation's topics stands at its beginning, unless it is known. */
  private static void point(Connection connection, MigrationPlan plan) throws SQLException {
    TopicNames names = plan.topics();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO crossfade.applied (generation, topic, part)"
                + " SELECT ?, ?, p FROM pg_catalog.generate_series(0, ?) p"
                + " ON CONFLICT DO NOTHING")) {
      for (String topic : Topics.of(plan, names)) {
        statement.setInt(1, plan.generation());
        statement.setString(2, topic);
        statement.setInt(3, plan.partitions() - 1);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** The offsets first, as loaders do: whoever is writing ends before us or is refused. */
  private static void mustNotBeOpen(Connection connection, String otherwise) throws SQLException {
    if (!exists(connection, "crossfade.applied")) {
      return;
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT open FROM crossfade.applied FOR UPDATE")) {
      while (rows.next()) {
        if (!rows.getBoolean(1)) {
          throw new LoaderException(
              "the new database is open, the application writes to it: " + otherwise);
        }
      }
    }
  }

  private static boolean exists(Connection connection, String relation) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT pg_catalog.to_regclass(?) IS NOT NULL")) {
      statement.setString(1, relation);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
