package dev.crossfade.operator.status;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.loader.NewSide;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * What only the new database knows.
 *
 * @param dead dead letters that are not waived, by quoted new table; what concerns no table in
 *     particular by the empty name
 * @param parked rows that wait for a unique value, by quoted new table
 * @param indexesBack whether all secondary indexes are there
 */
record NewDatabaseFacts(Map<String, Long> dead, Map<String, Long> parked, boolean indexesBack) {

  private static final String CONNECT_SECONDS = "5";

  private static final String DEAD =
      "SELECT coalesce(new_table, ''), count(*) FROM crossfade.dead"
          + " WHERE generation = ? AND waived_at IS NULL GROUP BY 1";

  private static final String PARKED =
      "SELECT new_table, count(*) FROM crossfade.parked WHERE generation = ? GROUP BY 1";

  NewDatabaseFacts {
    dead = Map.copyOf(dead);
    parked = Map.copyOf(parked);
  }

  static NewDatabaseFacts read(PostgresUrl url, int generation) throws SQLException {
    try (Connection connection = url.with("connectTimeout", CONNECT_SECONDS).connect()) {
      return new NewDatabaseFacts(
          counts(connection, DEAD, generation),
          counts(connection, PARKED, generation),
          NewSide.indexesAreBack(connection));
    }
  }

  private static Map<String, Long> counts(Connection connection, String sql, int generation)
      throws SQLException {
    Map<String, Long> counts = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, generation);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          counts.put(rows.getString(1), rows.getLong(2));
        }
      }
    }
    return counts;
  }
}
