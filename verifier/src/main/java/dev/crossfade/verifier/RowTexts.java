package dev.crossfade.verifier;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Single rows of one side, by key text, each a list of column texts. */
public final class RowTexts {

  private RowTexts() {}

  /** The rows of some buckets. */
  static Map<String, Row> inBuckets(
      Connection connection, String rows, int columns, int bucketMask, Collection<Integer> buckets)
      throws SQLException {
    return read(
        connection,
        rows,
        columns,
        Fingerprints.bucketOf("k", bucketMask) + " = ANY (?)",
        "int4",
        buckets.toArray());
  }

  /** The rows of some keys. */
  static Map<String, Row> ofKeys(
      Connection connection, String rows, int columns, Collection<String> keys)
      throws SQLException {
    return read(connection, rows, columns, "k = ANY (?)", "text", keys.toArray());
  }

  private static Map<String, Row> read(
      Connection connection,
      String rows,
      int columns,
      String condition,
      String type,
      Object[] wanted)
      throws SQLException {
    Map<String, Row> result = new HashMap<>();
    try (PreparedStatement sql =
        connection.prepareStatement(
            "SELECT k"
                + Fingerprints.values(columns)
                + " FROM ("
                + rows
                + ") AS rows WHERE "
                + condition)) {
      sql.setArray(1, connection.createArrayOf(type, wanted));
      try (ResultSet found = sql.executeQuery()) {
        while (found.next()) {
          @Nullable String[] values = new String[columns];
          for (int i = 0; i < columns; i++) {
            values[i] = found.getString(i + 2);
          }
          String key = found.getString(1);
          Row row = new Row(values, 1);
          result.merge(key, row, Row::again);
        }
      }
    }
    return result;
  }

  /** One row; a key that stands more than once on a side is a difference of its own. */
  public static final class Row {
    private final @Nullable String[] values;
    private final int copies;

    public Row(@Nullable String[] values, int copies) {
      this.values = values;
      this.copies = copies;
    }

    List<@Nullable String> values() {
      return Arrays.asList(values);
    }

    boolean isSingle() {
      return copies == 1;
    }

    /** The row of a key that has stood here before. */
    public Row again(Row other) {
      return new Row(values, copies + other.copies);
    }

    /** The same texts, once each. */
    boolean sameAs(@Nullable Row other) {
      return other != null && copies == other.copies && Arrays.equals(values, other.values);
    }

    static boolean same(@Nullable Row one, @Nullable Row other) {
      return one == null ? other == null : one.sameAs(other);
    }

    boolean differsAt(int column, Row other) {
      return !Objects.equals(values[column], other.values[column]);
    }
  }
}
