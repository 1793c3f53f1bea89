package dev.crossfade.schemas;

/** How values of the old database's types are stored in the columns of a new side. */
public interface TypeTable {

  /** A PostgreSQL as the new side: everything as its own INSERT would store it. */
  TypeTable POSTGRES = (from, to) -> new AsAssigned();

  /**
   * Where a value's type and a new column's type meet.
   *
   * @param to the column's type, or that of its stand-in in PostgreSQL
   */
  Meeting meet(ColumnType from, ColumnType to);

  /** What becomes of the value. */
  sealed interface Meeting {}

  /** It is stored as PostgreSQL's assignment stores it, or refused as that refuses it. */
  record AsAssigned() implements Meeting {}

  /**
   * It is computed further in the old PostgreSQL's SQL first; null stays null.
   *
   * @param before SQL that stands before the value
   * @param after SQL that stands after it
   */
  record Rewritten(String before, String after) implements Meeting {

    /** The SQL that computes it. */
    public String of(String value) {
      return before + value + after;
    }
  }

  /**
   * It is an error.
   *
   * @param mend what the author of the mapping or of the new schema can do
   */
  record Refused(String mend) implements Meeting {}
}
