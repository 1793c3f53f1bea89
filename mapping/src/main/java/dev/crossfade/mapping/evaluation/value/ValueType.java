package dev.crossfade.mapping.evaluation.value;

import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.RowWriter;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * How values of one type are held, read, written, parsed, printed and compared.
 *
 * <p>In memory: all integers and all dates and times are {@link Long} (days or microseconds since
 * 2000-01-01, PostgreSQL's own count, the extreme numbers for ±infinity), text, uuid, json and enum
 * labels are {@link String}, the rest has a class of its own. SQL NULL is null and never reaches
 * these methods.
 */
public interface ValueType {

  /** The name in {@code pg_type}, qualified for user types. */
  String base();

  /** Reads a field that is not null. */
  Object read(RowView row, int field);

  /** Writes one field, union branch and all. */
  void write(Object value, RowWriter out);

  /**
   * The type's input function.
   *
   * @throws EvaluationException as PostgreSQL raises
   */
  Object parse(String text);

  /** The type's output function. */
  String print(Object value);

  /** PostgreSQL's default order of the type, null if it has none or its order is not known here. */
  @Nullable Comparator<Object> order();

  /** Whether two values are equal as PostgreSQL's {@code =} holds; needs no order. */
  default boolean same(Object left, Object right) {
    Comparator<Object> order = order();
    return order == null ? left.equals(right) : order.compare(left, right) == 0;
  }

  /** Whether {@link #same} can answer. */
  default boolean comparable() {
    return true;
  }

  /** The type of an array's elements, null if this is no array. */
  default @Nullable ValueType element() {
    return null;
  }
}
