package dev.crossfade.verifier;

import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.DeadLetter;
import dev.crossfade.schemas.TableId;
import java.sql.SQLException;
import java.util.List;

/** What the new side holds. Used by one thread. */
public interface NewRows extends AutoCloseable {

  /** The letters of one new table, and those of old rows that no statement ever saw. */
  List<DeadLetter> deadLetters(int generation, TableId table) throws SQLException;

  long count(TableId table) throws SQLException;

  /** The rows of a table, compared by the columns of the shape. */
  NewTableRows table(TableShape shape);

  /** What the table says of itself. */
  Integrity integrity(TableId table) throws SQLException;

  /**
   * An expression of the old side for what this side has in a column, given one for what a
   * PostgreSQL would have.
   */
  default String expected(String text, ColumnType type) {
    return text;
  }

  @Override
  void close() throws SQLException;
}
