package dev.crossfade.loader;

import dev.crossfade.schemas.DeadLetter;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Dead letters as the parameters of a JDBC statement. */
public final class LetterParameters {

  /** The columns that {@link #set} fills, in its order. */
  public static final String COLUMNS =
      "generation, stage, statement, new_table, row_key, old_table, key_text, sql_state,"
          + " column_name, reason, committed_at_micros, part";

  /** A condition whose parameters {@link #setOrigin} fills. */
  public static final String OF_ORIGIN =
      "generation = ? AND stage = ? AND statement = ? AND new_table = ? AND row_key = ?";

  private LetterParameters() {}

  /** Sets the first twelve parameters. */
  public static void set(PreparedStatement statement, DeadLetters.Noted noted) throws SQLException {
    DeadLetter letter = noted.letter();
    setOrigin(
        statement,
        new DeadLetter.Origin(
            letter.generation(),
            letter.stage(),
            letter.statement(),
            letter.newTable(),
            letter.rowKey()));
    statement.setString(6, letter.oldTable());
    statement.setString(7, letter.keyText());
    statement.setString(8, letter.sqlState());
    statement.setString(9, letter.column());
    statement.setString(10, letter.reason());
    statement.setLong(11, letter.committedAtMicros());
    statement.setInt(12, noted.partition());
  }

  /** Sets the first five parameters. */
  public static void setOrigin(PreparedStatement statement, DeadLetter.Origin origin)
      throws SQLException {
    statement.setInt(1, origin.generation());
    statement.setString(2, origin.stage().name());
    statement.setInt(3, origin.statement());
    statement.setString(4, origin.newTable());
    statement.setBytes(5, origin.rowKey().array());
  }
}
