package dev.crossfade.mapping.evaluation.aggregate;

import dev.crossfade.mapping.evaluation.function.CallSite;
import dev.crossfade.mapping.evaluation.function.FunctionTable;
import dev.crossfade.mapping.evaluation.function.Implementation;
import dev.crossfade.mapping.evaluation.value.Jsonb;
import dev.crossfade.mapping.evaluation.value.PgArray;
import dev.crossfade.mapping.evaluation.value.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is made of all values of a group, in their order. */
interface Scanning {

  /**
   * The aggregate; null for SQL NULL.
   *
   * @param rows the arguments of each row
   */
  @Nullable Object of(List<@Nullable Object[]> rows);

  /** The same as running ones, over distinct values. */
  static Scanning running(Running running) {
    return rows -> {
      for (@Nullable Object[] row : rows) {
        Object value = row[0];
        if (value != null) {
          running.change(value, 1);
        }
      }
      Object result = running.value();
      for (@Nullable Object[] row : rows) {
        Object value = row[0];
        if (value != null) {
          running.change(value, -1);
        }
      }
      return result;
    };
  }

  /** Of equal ones the last, as PostgreSQL has it. */
  static Scanning extreme(boolean greatest, ValueType type) {
    var order = java.util.Objects.requireNonNull(type.order());
    return rows -> {
      Object best = null;
      for (@Nullable Object[] row : rows) {
        Object value = row[0];
        if (value != null) {
          int comparison = best == null ? 0 : order.compare(value, best);
          best = (greatest ? comparison >= 0 : comparison <= 0) ? value : best;
        }
      }
      return best;
    };
  }

  static Scanning array() {
    return rows -> {
      List<@Nullable Object> values = new ArrayList<>();
      for (@Nullable Object[] row : rows) {
        values.add(row[0]);
      }
      return values.isEmpty() ? null : PgArray.of(values);
    };
  }

  static Scanning text() {
    return rows -> {
      StringBuilder text = null;
      for (@Nullable Object[] row : rows) {
        if (row[0] instanceof String value) {
          if (text == null) {
            text = new StringBuilder(value);
          } else {
            text.append(row[1] == null ? "" : row[1]).append(value);
          }
        }
      }
      return text == null ? null : text.toString();
    };
  }

  /** Elements are set apart as PostgreSQL does: arrays have lines of their own. */
  static Scanning json(ValueType type, ValueType json) {
    Implementation.One make = maker("to_json(anyelement)", type, json);
    String between = type.element() == null ? ", " : ", \n ";
    return rows -> {
      StringBuilder text = null;
      for (@Nullable Object[] row : rows) {
        text = text == null ? new StringBuilder("[") : text.append(row[0] == null ? ", " : between);
        text.append(row[0] == null ? "null" : make.function().apply(row[0]));
      }
      return text == null ? null : text.append(']').toString();
    };
  }

  private static Implementation.One maker(String function, ValueType type, ValueType result) {
    List<CallSite.Argument> arguments = List.of(new CallSite.Argument(type, false, null));
    return (Implementation.One)
        FunctionTable.implementation(new CallSite(function, arguments, result, null));
  }

  static Scanning jsonb(ValueType type, ValueType jsonb) {
    Implementation.One make = maker("to_jsonb(anyelement)", type, jsonb);
    return rows -> {
      List<Jsonb> values = new ArrayList<>();
      for (@Nullable Object[] row : rows) {
        Object value = row[0] == null ? null : make.function().apply(row[0]);
        values.add(value == null ? new Jsonb.Null() : (Jsonb) value);
      }
      return values.isEmpty() ? null : new Jsonb.Array(values);
    };
  }
}
