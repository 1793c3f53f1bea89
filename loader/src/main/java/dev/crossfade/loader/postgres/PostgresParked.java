package dev.crossfade.loader.postgres;

import dev.crossfade.loader.Parked;
import dev.crossfade.loader.ParkedParameters;
import dev.crossfade.loader.Refused;
import dev.crossfade.loader.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** Rows of one new table that wait for a unique value: {@code crossfade.parked}. */
final class PostgresParked implements Parked {

  private static final String PUT =
      "INSERT INTO crossfade.parked ("
          + ParkedParameters.COLUMNS
          + ") VALUES (?, ?, ?, ?, ?, ?, ?)"
          + " ON CONFLICT (generation, new_table, row_key) DO UPDATE SET part = EXCLUDED.part,"
          + " row_value = EXCLUDED.row_value, constraint_name = EXCLUDED.constraint_name,"
          + " committed_at_micros = EXCLUDED.committed_at_micros,"
          + " parked_at = pg_catalog.clock_timestamp(), tried_at = pg_catalog.clock_timestamp()";

  private static final String REMOVE =
      "DELETE FROM crossfade.parked WHERE generation = ? AND new_table = ? AND row_key = ANY (?)";

  private static final String COUNT =
      "SELECT count(*) FROM crossfade.parked WHERE generation = ? AND new_table = ?"
          + " AND part = ANY (?)";

  // Whoever was tried longest ago is next.
  private static final String NEXT =
      "UPDATE crossfade.parked p SET tried_at = pg_catalog.clock_timestamp() FROM"
          + " (SELECT generation, new_table, row_key FROM crossfade.parked WHERE generation = ?"
          + " AND new_table = ? AND part = ANY (?) ORDER BY tried_at, row_key LIMIT "
          + RETRIED_MAX
          + ") n WHERE p.generation = n.generation AND p.new_table = n.new_table"
          + " AND p.row_key = n.row_key"
          + " RETURNING p.row_key, p.row_value, p.part, p.committed_at_micros";

  private final Connection connection;
  private final ParkedParameters parameters;

  PostgresParked(Connection connection, int generation, String newTable) {
    this.connection = connection;
    this.parameters = new ParkedParameters(generation, newTable);
  }

  @Override
  public void put(Collection<Refused> refused) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PUT)) {
      for (Refused each : refused) {
        parameters.set(statement, each);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  @Override
  public int remove(Collection<Row> rows) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(REMOVE)) {
      parameters.setTable(statement);
      statement.setArray(3, PostgresDeadLetters.keys(connection, rows));
      return statement.executeUpdate();
    }
  }

  @Override
  public long count(Collection<Integer> partitions) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
      parameters.setTable(statement);
      statement.setArray(3, connection.createArrayOf("int4", partitions.toArray()));
      return ParkedParameters.count(statement);
    }
  }

  @Override
  public List<Row> next(Collection<Integer> partitions) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(NEXT)) {
      parameters.setTable(statement);
      statement.setArray(3, connection.createArrayOf("int4", partitions.toArray()));
      return ParkedParameters.rows(statement);
    }
  }
}
