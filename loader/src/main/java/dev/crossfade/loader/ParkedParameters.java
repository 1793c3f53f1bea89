package dev.crossfade.loader;

import dev.crossfade.schemas.Bytes;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Parked rows as the parameters and the rows of JDBC statements.
 *
 * @param generation of the rows
 * @param newTable that they belong to
 */
public record ParkedParameters(int generation, String newTable) {

  /** The columns that {@link #set} fills, in its order. */
  public static final String COLUMNS =
      "generation, new_table, row_key, part, row_value, constraint_name, committed_at_micros";

  /** Sets the first seven parameters. */
  public void set(PreparedStatement statement, Refused refused) throws SQLException {
    Row row = refused.row();
    setTable(statement);
    statement.setBytes(3, row.key().array());
    statement.setInt(4, row.partition());
    statement.setBytes(5, row.present());
    statement.setString(6, refused.failure().constraint());
    statement.setLong(7, row.committedAtMillis() * 1000);
  }

  /** Sets the first two parameters: the generation, then the table. */
  public void setTable(PreparedStatement statement) throws SQLException {
    statement.setInt(1, generation);
    statement.setString(2, newTable);
  }

  /** The rows of a query for key, value, partition and time of commit in microseconds. */
  public static List<Row> rows(PreparedStatement query) throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (ResultSet found = query.executeQuery()) {
      while (found.next()) {
        rows.add(
            new Row(
                Bytes.wrap(found.getBytes(1)),
                Bytes.wrap(found.getBytes(2)),
                found.getInt(3),
                found.getLong(4) / 1000,
                false));
      }
    }
    return rows;
  }

  /** The one number that a query gives. */
  public static long count(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
