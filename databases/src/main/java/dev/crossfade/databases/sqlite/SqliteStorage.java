package dev.crossfade.databases.sqlite;

import java.util.Locale;

/** What a column of SQLite is good for, by the type it is declared with. */
public enum SqliteStorage {
  INTEGER("bigint", "0"),
  REAL("double precision", "0"),
  TEXT("text", "''"),
  BLOB("bytea", "''"),
  /** Numbers: INTEGER where that keeps the value, else REAL, 15 digits. */
  NUMERIC("numeric", "0");

  private final String standIn;
  private final String anyValue;

  SqliteStorage(String standIn, String anyValue) {
    this.standIn = standIn;
    this.anyValue = anyValue;
  }

  /** The type of PostgreSQL that stands for it. */
  public String standIn() {
    return standIn;
  }

  /** Some value of the stand-in's type, as SQL. */
  String anyValue() {
    return anyValue;
  }

  /**
   * By the rules of <a href="https://sqlite.org/datatype3.html#determination_of_column_affinity">
   * column affinity</a>; among the types that SQLite knows nothing of, so that it would try to read
   * numbers, a BOOLEAN holds 0 and 1, and a date or time its text.
   *
   * @param declared empty if the column has no type
   * @param strict whether its table is STRICT: ANY keeps a text there as it is
   */
  public static SqliteStorage of(String declared, boolean strict) {
    String type = declared.toUpperCase(Locale.ROOT);
    if (type.contains("INT")) {
      return INTEGER;
    } else if (type.contains("CHAR") || type.contains("CLOB") || type.contains("TEXT")) {
      return TEXT;
    } else if (type.contains("BLOB")) {
      return BLOB;
    } else if (type.contains("REAL") || type.contains("FLOA") || type.contains("DOUB")) {
      return REAL;
    } else if (type.startsWith("BOOL")) {
      return INTEGER;
    }
    boolean asItIs = type.isEmpty() || (strict && type.equals("ANY"));
    return asItIs || type.contains("DATE") || type.contains("TIME") ? TEXT : NUMERIC;
  }
}
