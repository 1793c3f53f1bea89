package dev.crossfade.operator.demo;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks the old database which of its rows the new one has to refuse. Each query gives {@code
 * new_table, new_key, old_table, old_key, sqlstate, reason}; a key is an array of column, value,
 * column, value, …
 */
public final class ExpectedDeadLetters {

  private final SqlFolder queries;

  public ExpectedDeadLetters(SqlFolder queries) {
    this.queries = queries;
  }

  /** The rows, as the old database is now. */
  public List<PlantedDeadLetter> in(Connection old) throws SQLException {
    List<PlantedDeadLetter> expected = new ArrayList<>();
    try (Statement statement = old.createStatement()) {
      for (String query : queries.texts()) {
        try (ResultSet rows = statement.executeQuery(query)) {
          while (rows.next()) {
            expected.add(deadLetter(rows));
          }
        }
      }
    }
    return expected;
  }

  private static PlantedDeadLetter deadLetter(ResultSet row) throws SQLException {
    return new PlantedDeadLetter(
        row.getString("new_table"),
        key(row, "new_key"),
        row.getString("old_table"),
        key(row, "old_key"),
        row.getString("sqlstate"),
        row.getString("reason"));
  }

  private static Map<String, String> key(ResultSet row, String column) throws SQLException {
    String[] pairs = (String[]) row.getArray(column).getArray();
    Map<String, String> key = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      key.put(pairs[i], pairs[i + 1]);
    }
    return key;
  }
}
