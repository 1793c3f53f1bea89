package dev.crossfade.loader;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What the new database's refusal means for us.
 *
 * @param constraint the constraint or unique index it names
 * @param column the column it names: of the stage, if it was the COPY
 * @param copyLine the row of the COPY, from 1; 0 if it does not say
 * @param said why in words, without any value of the row; null if the SQLSTATE says it
 */
public record Failure(
    Kind kind,
    String sqlState,
    @Nullable String constraint,
    @Nullable String column,
    int copyLine,
    @Nullable String said) {

  /** The kinds of refusal. */
  public enum Kind {
    /** This row is at fault; others are not. */
    DATA,
    /** Another row holds a unique value: it may still move away. */
    UNIQUE,
    /** Passes by itself: a lost connection, a deadlock, a full disk. */
    TRANSIENT,
    /** Will not pass, and is no row's fault: a privilege, a missing table. */
    SYSTEMIC
  }

  /** By its SQLSTATE alone; an exception without one is a lost connection. */
  public static Failure of(SQLException exception) {
    String state = exception.getSQLState() == null ? "08000" : exception.getSQLState();
    return of(state, null, null, 0);
  }

  /** A refusal that says where. */
  public static Failure of(
      String sqlState, @Nullable String constraint, @Nullable String column, int copyLine) {
    return new Failure(kind(sqlState), sqlState, constraint, column, copyLine, null);
  }

  /** What the new database could not hold, in words without any value. */
  public static Failure saying(String sqlState, String column, String said) {
    return new Failure(kind(sqlState), sqlState, null, column, 0, said);
  }

  private static Kind kind(String state) {
    return switch (state) {
      case "23505", "23P01" -> Kind.UNIQUE;
      case "53100",
          "53200",
          "53300",
          "57014",
          "57P01",
          "57P02",
          "57P03",
          "57P05",
          "55P03",
          "25P03" ->
          Kind.TRANSIENT;
      case "P0001", "54000" -> Kind.DATA; // RAISE in a CHECK's function; an index entry too large
      default ->
          switch (state.substring(0, 2)) {
            case "22", "23" -> Kind.DATA;
            case "08", "40", "58" -> Kind.TRANSIENT;
            default -> Kind.SYSTEMIC;
          };
    };
  }

  public boolean isOfOneRow() {
    return kind == Kind.DATA || kind == Kind.UNIQUE;
  }

  /** One sentence for people, without any value of the row. */
  public String reason(@Nullable String newColumn) {
    String where = newColumn == null ? "" : " (column " + newColumn + ")";
    if (said != null) {
      return said + where;
    }
    return switch (sqlState) {
      case "23502" -> "NULL where the new table allows none" + where;
      case "23514" -> "the new table's CHECK constraint " + constraint + " does not hold";
      case "23505" -> "the unique key " + constraint + " already has these values";
      case "23P01" -> "the exclusion constraint " + constraint + " does not hold";
      case "23503" -> "the foreign key " + constraint + " finds no row";
      case "22001" -> "the text is too long" + where;
      case "22003" -> "the number is out of the type's range" + where;
      case "22021" -> "the text holds bytes the new database cannot store" + where;
      case "22P02", "22P03" -> "the new column's type does not take the value" + where;
      case "54000" -> "the row is too large for an index of the new table";
      default -> "the new database refuses the row with SQLSTATE " + sqlState + where;
    };
  }
}
