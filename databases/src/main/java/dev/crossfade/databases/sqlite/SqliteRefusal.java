package dev.crossfade.databases.sqlite;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Gives SQLite's refusals the SQLSTATE that PostgreSQL would give them. */
public final class SqliteRefusal {

  private SqliteRefusal() {}

  /** Work that SQLite may refuse. */
  @FunctionalInterface
  public interface Work {
    void run() throws SQLException;
  }

  /** Runs it; a refusal has its SQLSTATE. */
  public static void naming(Work work) throws SQLException {
    try {
      work.run();
    } catch (SQLException refused) {
      throw named(refused);
    }
  }

  /** The same refusal with an SQLSTATE; itself if it is not SQLite's. */
  public static SQLException named(SQLException refused) {
    return refused instanceof SQLiteException sqlite
        ? new SQLException(message(sqlite), state(sqlite), sqlite.getResultCode().code, sqlite)
        : refused;
  }

  /** The same refusal with an SQLSTATE and the file's name; itself if it is not SQLite's. */
  static SQLException named(SQLException refused, SqliteFile file) {
    SQLException named = named(refused);
    String message = String.valueOf(named.getMessage());
    return !(named.getCause() instanceof SQLiteException) || message.startsWith(file + ": ")
        ? named
        : new SQLException(
            file + ": " + message, named.getSQLState(), named.getErrorCode(), named.getCause());
  }

  /**
   * Whether SQLite refused, and not another database.
   *
   * @param refused as it was thrown, or named
   */
  public static boolean isOne(SQLException refused) {
    return refused instanceof SQLiteException || refused.getCause() instanceof SQLiteException;
  }

  /**
   * The refusal that one of SQLite's result codes means, in words.
   *
   * @param what was to be done, such as {@code cannot copy a to b}
   */
  public static SQLException ofCode(int code, String what) {
    return named(
        new SQLiteException(
            what + ": " + words(SQLiteErrorCode.getErrorCode(code & 0xff)),
            SQLiteErrorCode.getErrorCode(code)));
  }

  private static String words(SQLiteErrorCode code) {
    return switch (code) {
      case SQLITE_FULL -> "the disk is full";
      case SQLITE_BUSY, SQLITE_LOCKED -> "another program has locked it";
      case SQLITE_READONLY, SQLITE_PERM -> "we may not write there";
      case SQLITE_CANTOPEN -> "it cannot be opened";
      case SQLITE_IOERR -> "the disk refuses to read or to write";
      case SQLITE_NOTADB, SQLITE_CORRUPT -> "the file is damaged, or is no database";
      default -> code.message.strip();
    };
  }

  /** SQLite's own words, such as {@code UNIQUE constraint failed: people.email}. */
  public static String message(SQLException refused) {
    String message = String.valueOf(refused.getMessage());
    int open = message.indexOf('(');
    return open >= 0 && message.endsWith(")") && message.startsWith("[")
        ? message.substring(open + 1, message.length() - 1)
        : message;
  }

  /** What stands after the colon of a constraint's message: its columns, or its name. */
  public static @Nullable String constraint(SQLException refused) {
    String message = message(refused);
    int colon = message.indexOf(" failed: ");
    return colon < 0 ? null : message.substring(colon + " failed: ".length());
  }

  private static String state(SQLiteException refused) {
    SQLiteErrorCode code = refused.getResultCode();
    return switch (code) {
      case SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_ROWID ->
          "23505";
      case SQLITE_CONSTRAINT_NOTNULL -> "23502";
      case SQLITE_CONSTRAINT_CHECK -> "23514";
      case SQLITE_CONSTRAINT_FOREIGNKEY -> "23503";
      case SQLITE_CONSTRAINT_TRIGGER -> "P0001";
      case SQLITE_CONSTRAINT_DATATYPE, SQLITE_MISMATCH -> "22P02";
      case SQLITE_TOOBIG -> "54000";
      case SQLITE_FULL -> "53100";
      case SQLITE_NOMEM -> "53200";
      case SQLITE_INTERRUPT -> "57014";
      case SQLITE_NOTADB, SQLITE_CORRUPT -> "XX001";
      case SQLITE_PERM, SQLITE_AUTH -> "42501";
      default -> byFamily(code.code & 0xff, message(refused));
    };
  }

  /** The low byte of an extended code is the code it refines. */
  private static String byFamily(int code, String message) {
    if (code == SQLiteErrorCode.SQLITE_BUSY.code
        || code == SQLiteErrorCode.SQLITE_LOCKED.code
        || code == SQLiteErrorCode.SQLITE_SCHEMA.code) {
      return "55P03";
    }
    if (code == SQLiteErrorCode.SQLITE_READONLY.code) {
      return "25006";
    }
    if (code == SQLiteErrorCode.SQLITE_IOERR.code) {
      return "58030";
    }
    if (code == SQLiteErrorCode.SQLITE_CANTOPEN.code) {
      return "08001";
    }
    if (code == SQLiteErrorCode.SQLITE_CORRUPT.code) {
      return "XX001";
    }
    if (code == SQLiteErrorCode.SQLITE_CONSTRAINT.code) {
      return "23000";
    }
    if (message.contains("no such table")) {
      return "42P01";
    }
    return message.contains("no such column") ? "42703" : "42000";
  }
}
