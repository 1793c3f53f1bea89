package dev.crossfade.loader.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The tables in the file that the loader keeps, beside the new ones. */
final class Books {

  private static final String[] STATEMENTS = {
    // How far each partition is applied. Moved by compare-and-set, with the rows themselves.
    """
    CREATE TABLE IF NOT EXISTS crossfade_applied (
      generation INTEGER, topic TEXT, part INTEGER,
      next_offset INTEGER NOT NULL DEFAULT 0,
      cluster_id TEXT, topic_id TEXT,
      open INTEGER NOT NULL DEFAULT 1,
      PRIMARY KEY (generation, topic, part)
    ) WITHOUT ROWID
    """,

    // Rows that wait for a unique value: the row record as it came.
    """
    CREATE TABLE IF NOT EXISTS crossfade_parked (
      generation INTEGER, new_table TEXT, row_key BLOB,
      part INTEGER NOT NULL, row_value BLOB NOT NULL, constraint_name TEXT,
      committed_at_micros INTEGER NOT NULL, tried INTEGER NOT NULL,
      PRIMARY KEY (generation, new_table, row_key)
    ) WITHOUT ROWID
    """,

    // The list of dead letters: the mapping's, the write step's and the loader's own.
    """
    CREATE TABLE IF NOT EXISTS crossfade_dead (
      generation INTEGER, stage TEXT, statement INTEGER, new_table TEXT, row_key BLOB,
      old_table TEXT, key_text TEXT NOT NULL, sql_state TEXT NOT NULL, column_name TEXT,
      reason TEXT NOT NULL, committed_at_micros INTEGER NOT NULL, part INTEGER NOT NULL,
      noted_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
      waived_at TEXT, waived_because TEXT,
      PRIMARY KEY (generation, stage, statement, new_table, row_key)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX IF NOT EXISTS crossfade_dead_of_table ON crossfade_dead (generation, new_table)",

    // Which markers have come, and from whom. Of heartbeats only each feeder's last.
    """
    CREATE TABLE IF NOT EXISTS crossfade_markers (
      generation INTEGER, topic TEXT, part INTEGER, feeder_topic TEXT, feeder_part INTEGER, slot TEXT,
      marker_id TEXT NOT NULL, kind TEXT NOT NULL, position INTEGER NOT NULL,
      emitted_at_micros INTEGER NOT NULL,
      PRIMARY KEY (generation, topic, part, feeder_topic, feeder_part, slot)
    ) WITHOUT ROWID
    """,

    // Ids given out once for each natural key, and the last of each table. Never deleted.
    """
    CREATE TABLE IF NOT EXISTS crossfade_ids (
      new_table TEXT, natural_key BLOB, id INTEGER NOT NULL,
      PRIMARY KEY (new_table, natural_key)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE IF NOT EXISTS crossfade_id_counters (
      new_table TEXT PRIMARY KEY, last INTEGER NOT NULL
    ) WITHOUT ROWID
    """,

    // Triggers that prepare took off the new tables, in the order they were made.
    """
    CREATE TABLE IF NOT EXISTS crossfade_deferred (
      place INTEGER PRIMARY KEY, table_name TEXT NOT NULL, name TEXT NOT NULL UNIQUE,
      restore TEXT NOT NULL, off INTEGER NOT NULL DEFAULT 1
    )
    """
  };

  private static final String[] TABLES = {
    "crossfade_applied",
    "crossfade_parked",
    "crossfade_dead",
    "crossfade_markers",
    "crossfade_deferred",
    "crossfade_ids",
    "crossfade_id_counters",
    "crossfade_migration"
  };

  private Books() {}

  /** Makes what is not there yet; changes nothing that is. */
  static void create(Connection connection) throws SQLException {
    for (String sql : STATEMENTS) {
      execute(connection, sql);
    }
  }

  static void drop(Connection connection) throws SQLException {
    for (String table : TABLES) {
      execute(connection, "DROP TABLE IF EXISTS " + table);
    }
  }

  static boolean has(Connection connection, String table) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?")) {
      statement.setString(1, table);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
