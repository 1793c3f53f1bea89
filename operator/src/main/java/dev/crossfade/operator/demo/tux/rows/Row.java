package dev.crossfade.operator.demo.tux.rows;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row in the making, by column name. Values are text, numbers, booleans, {@code LocalDateTime} or
 * {@code long[]}.
 */
final class Row {

  private final List<String> columns;
  private final @Nullable Object[] values;

  Row(List<String> columns) {
    this.columns = columns;
    this.values = new @Nullable Object[columns.size()];
  }

  Row set(String column, @Nullable Object value) {
    values[position(column)] = value;
    return this;
  }

  /** A value that is a number and there. */
  long number(String column) {
    Object value = values[position(column)];
    if (value instanceof Number number) {
      return number.longValue();
    }
    throw new IllegalStateException(column + " holds no number");
  }

  List<@Nullable Object> values() {
    return Arrays.asList(values);
  }

  private int position(String column) {
    int position = columns.indexOf(column);
    if (position < 0) {
      throw new IllegalArgumentException("no column " + column + " in " + columns);
    }
    return position;
  }
}
