package dev.crossfade.loader.sqlite;

import dev.crossfade.databases.sqlite.SqliteFile;
import dev.crossfade.loader.DeadLetterList;
import dev.crossfade.loader.DeadLetterTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** {@code crossfade_dead} of the current generation. */
final class SqliteDeadLetterList implements DeadLetterList {

  private static final DeadLetterTable TABLE = new DeadLetterTable("crossfade_");

  private static final String WAIVE =
      "UPDATE crossfade_dead SET waived_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),"
          + " waived_because = ?"
          + " WHERE generation = (SELECT max(generation) FROM crossfade_applied)"
          + " AND waived_at IS NULL"
          + DeadLetterTable.OF_TABLE;

  private final SqliteFile file;

  SqliteDeadLetterList(SqliteFile file) {
    this.file = file;
  }

  @Override
  public List<Group> groups() throws SQLException {
    try (Connection connection = open()) {
      return TABLE.groups(connection);
    }
  }

  @Override
  public List<Letter> letters(String table, int most) throws SQLException {
    try (Connection connection = open()) {
      return TABLE.letters(connection, table, most);
    }
  }

  @Override
  public long waive(String table, List<String> keys, String because) throws SQLException {
    long[] waived = new long[1];
    try (Connection connection = open()) {
      SqliteTransaction.run(
          connection,
          () -> {
            try (PreparedStatement statement =
                connection.prepareStatement(keys.isEmpty() ? WAIVE : WAIVE + " AND key_text = ?")) {
              statement.setString(1, because);
              statement.setString(2, table);
              statement.setString(3, table);
              statement.setString(4, table);
              for (int i = 0; i < Math.max(1, keys.size()); i++) {
                if (!keys.isEmpty()) {
                  statement.setString(5, keys.get(i));
                }
                waived[0] += statement.executeUpdate();
              }
            }
          });
    }
    return waived[0];
  }

  private Connection open() throws SQLException {
    return SqliteSession.prepared(file);
  }
}
