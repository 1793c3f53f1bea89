package dev.crossfade.loader.sqlite;

import dev.crossfade.databases.sqlite.SqliteRefusal;
import dev.crossfade.loader.Parked;
import dev.crossfade.loader.ParkedParameters;
import dev.crossfade.loader.Refused;
import dev.crossfade.loader.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Rows of one new table that wait for a unique value: {@code crossfade_parked}. */
final class SqliteParked implements Parked {

  private static final String PUT =
      "INSERT OR REPLACE INTO crossfade_parked ("
          + ParkedParameters.COLUMNS
          + ", tried) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

  private static final String OF_KEY = " WHERE generation = ? AND new_table = ? AND row_key = ?";

  private final Connection connection;
  private final ParkedParameters parameters;

  SqliteParked(Connection connection, int generation, String newTable) {
    this.connection = connection;
    this.parameters = new ParkedParameters(generation, newTable);
  }

  @Override
  public void put(Collection<Refused> refused) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PUT)) {
      for (Refused each : refused) {
        parameters.set(statement, each);
        statement.setLong(8, System.currentTimeMillis());
        statement.executeUpdate();
      }
    } catch (SQLException failure) {
      throw SqliteRefusal.named(failure);
    }
  }

  @Override
  public int remove(Collection<Row> rows) throws SQLException {
    return forEach("DELETE FROM crossfade_parked" + OF_KEY, rows);
  }

  private int forEach(String sql, Collection<Row> rows) throws SQLException {
    int changed = 0;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (Row row : rows) {
        parameters.setTable(statement);
        statement.setBytes(3, row.key().array());
        changed += statement.executeUpdate();
      }
    } catch (SQLException failure) {
      throw SqliteRefusal.named(failure);
    }
    return changed;
  }

  @Override
  public long count(Collection<Integer> partitions) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT count(*) FROM crossfade_parked WHERE generation = ? AND new_table = ?"
                + " AND part IN "
                + in(partitions))) {
      parameters.setTable(statement);
      return ParkedParameters.count(statement);
    } catch (SQLException failure) {
      throw SqliteRefusal.named(failure);
    }
  }

  @Override
  public List<Row> next(Collection<Integer> partitions) throws SQLException {
    List<Row> rows;
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT row_key, row_value, part, committed_at_micros FROM crossfade_parked"
                + " WHERE generation = ? AND new_table = ? AND part IN "
                + in(partitions)
                + " ORDER BY tried, row_key LIMIT "
                + RETRIED_MAX)) {
      parameters.setTable(statement);
      rows = ParkedParameters.rows(statement);
    } catch (SQLException failure) {
      throw SqliteRefusal.named(failure);
    }
    var unused =
        forEach("UPDATE crossfade_parked SET tried = " + System.currentTimeMillis() + OF_KEY, rows);
    return rows;
  }

  static String in(Collection<Integer> partitions) {
    return partitions.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
  }
}
