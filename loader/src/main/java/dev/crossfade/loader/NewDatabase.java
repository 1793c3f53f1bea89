package dev.crossfade.loader;

import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import java.sql.SQLException;
import java.util.List;

/**
 * A database that rows are loaded into. Each kind is one package with one of these; shared by
 * threads.
 *
 * <p>A refusal is an SQLException with the SQLSTATE that PostgreSQL would give it: {@link Failure}
 * reads it.
 */
public interface NewDatabase {

  /** Why this kind of database cannot hold what a plan writes, each in a sentence. */
  default List<String> refusals(MigrationPlan plan) {
    return List.of();
  }

  /**
   * Called before anything is written for a migration, also before its tables are made; harmless if
   * repeated.
   *
   * @return what was done, in words
   * @throws LoaderException if another migration has the new database; nothing is changed
   */
  default List<String> beforeFirstWrite(String migration) throws SQLException {
    return List.of();
  }

  /**
   * Makes ready for the loader's first row, in one transaction, harmless if repeated: the tables in
   * which the loader keeps its books, nothing of the new tables in the way of rows in any order,
   * nobody else writing.
   *
   * @return what was done, in words
   * @throws LoaderException if a table or the unique index of its key is not there, or another
   *     migration has the new database; nothing is changed
   */
  List<String> prepare(MigrationPlan plan) throws SQLException;

  /** Undoes {@link #prepare}; the rows stay. */
  Undone unprepare(MigrationPlan plan) throws SQLException;

  /**
   * What was done, in words.
   *
   * @param tables of the new tables; of no interest if they go too
   * @param more what there is to know besides
   */
  record Undone(String tables, List<String> more) {
    public Undone {
      more = List.copyOf(more);
    }
  }

  /**
   * Replay in place: empties the tables written and begins the books of another generation. A
   * loader of an earlier one is refused from then on. Ids stay.
   *
   * @throws LoaderException if the new database is open already; nothing is changed
   */
  void beginGeneration(MigrationPlan next) throws SQLException;

  /** Lets the application in, and no loader any more: the point of no return, one transaction. */
  void open(MigrationPlan plan) throws SQLException;

  /** Whether what would slow the load down and was taken off is back: a gate. */
  boolean indexesAreBack() throws SQLException;

  /**
   * Puts it back, as one of the migration's loaders: another one may end the session if it stands
   * still.
   */
  void restoreIndexes(MigrationPlan plan) throws SQLException;

  /**
   * A worker's session.
   *
   * @throws LoaderException if nothing is prepared
   */
  LoadSession session(MigrationPlan plan) throws SQLException;

  /** What is remembered between the batches of one lane of a table. */
  TableLane lane(MigrationPlan plan, NewTable table);

  /** The books, read over a connection of their own. */
  Ledger ledger() throws SQLException;

  /** The dead letters of the current generation, for people. */
  DeadLetterList deadLetters();

  /** How many transactions can write at once. */
  int transactionsMax();
}
