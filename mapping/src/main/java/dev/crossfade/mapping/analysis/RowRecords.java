package dev.crossfade.mapping.analysis;

import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.RowWriter;
import dev.crossfade.schemas.TableId;
import dev.crossfade.schemas.WireType;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Reads columns with JDBC into the fields of a row record. */
final class RowRecords {

  private RowRecords() {}

  /** What a query selects so that {@link #put} can read it. */
  static String selected(String column, ColumnType type) {
    String name = TableId.quote(column);
    return switch (type.wire()) {
      case DATE, TIMESTAMP, TIMESTAMPTZ ->
          "CASE WHEN isfinite("
              + name
              + ") THEN extract(epoch FROM "
              + name
              + ") * "
              + (type.wire() == WireType.DATE ? "1/86400" : "1000000")
              + " WHEN "
              + name
              + " > 'epoch' THEN 'Infinity' WHEN "
              + name
              + " < 'epoch' THEN '-Infinity' END";
      // A cast to text would take the blanks of a char(n).
      case TEXT, LATE ->
          "CASE WHEN num_nulls(" + name + ") = 0 THEN format('%s', " + name + ") END";
      default -> name;
    };
  }

  /** Appends the fields of the current row, which stand from column {@code first} on. */
  static void put(ResultSet row, int first, List<ColumnType> types, RowWriter out)
      throws SQLException {
    for (int i = 0; i < types.size(); i++) {
      put(row, first + i, types.get(i).wire(), out);
    }
  }

  private static void put(ResultSet row, int at, WireType wire, RowWriter out) throws SQLException {
    if (row.getString(at) == null) {
      out.putNull();
      return;
    }
    switch (wire) {
      case BOOLEAN -> out.putBoolean(row.getBoolean(at));
      case INT -> out.putInt(row.getInt(at));
      case LONG -> out.putLong(row.getLong(at));
      case FLOAT -> out.putFloat(row.getFloat(at));
      case DOUBLE -> out.putDouble(row.getDouble(at));
      case BYTES -> {
        byte[] bytes = row.getBytes(at);
        out.putBytes(bytes, 0, bytes.length);
      }
      case DATE -> {
        String days = row.getString(at);
        if (days.endsWith("Infinity")) {
          out.putInt(days.startsWith("-") ? Integer.MIN_VALUE : Integer.MAX_VALUE);
        } else {
          out.putInt(new BigDecimal(days).intValue());
        }
      }
      case TIMESTAMP, TIMESTAMPTZ -> {
        String micros = row.getString(at);
        if (micros.endsWith("Infinity")) {
          out.putLong(micros.startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE);
        } else {
          out.putLong(new BigDecimal(micros).toBigInteger().longValue()); // wraps, as it travels
        }
      }
      case TEXT, LATE -> out.putText(row.getString(at));
    }
  }
}
