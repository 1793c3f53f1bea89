package dev.crossfade.extractor.staging;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * What the database remembers of the file that it holds, committed together with its rows.
 *
 * @param sha256 of its content
 */
record FileNote(FileStamp stamp, String sha256) {

  private static final String DDL =
      """
      CREATE SCHEMA IF NOT EXISTS crossfade;
      CREATE TABLE IF NOT EXISTS crossfade.file (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        bytes bigint NOT NULL,
        modified_micros bigint NOT NULL,
        place text NOT NULL,
        sha256 text NOT NULL,
        read_at timestamptz NOT NULL DEFAULT clock_timestamp())
      """;

  static void createTable(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(DDL);
    }
  }

  static Optional<FileNote> read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet there =
          statement.executeQuery("SELECT to_regclass('crossfade.file') IS NOT NULL")) {
        there.next();
        if (!there.getBoolean(1)) {
          return Optional.empty();
        }
      }
      try (ResultSet row =
          statement.executeQuery(
              "SELECT bytes, modified_micros, place, sha256 FROM crossfade.file")) {
        return row.next()
            ? Optional.of(
                new FileNote(
                    new FileStamp(row.getLong(1), row.getLong(2), row.getString(3)),
                    row.getString(4)))
            : Optional.empty();
      }
    }
  }

  void write(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO crossfade.file (bytes, modified_micros, place, sha256) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT (one) DO UPDATE SET bytes = excluded.bytes, modified_micros ="
                + " excluded.modified_micros, place = excluded.place, sha256 = excluded.sha256,"
                + " read_at = clock_timestamp()")) {
      statement.setLong(1, stamp.bytes());
      statement.setLong(2, stamp.modifiedMicros());
      statement.setString(3, stamp.place());
      statement.setString(4, sha256);
      statement.executeUpdate();
    }
  }
}
