package dev.crossfade.schemas;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The order in which the old rows of one table stand when several make the same new row: by the
 * primary key's columns, as {@code ORDER BY} has them; every type that travels as text, but for
 * numeric, by the bytes of its text.
 *
 * <p>The verifier writes the same order in SQL. Used by one thread.
 */
public final class KeyOrder implements Comparator<byte[]> {

  private final KeyForm[] forms;
  private final RowView left;
  private final RowView right;

  private KeyOrder(RowLayout layout, List<KeyForm> forms) {
    this.forms = forms.toArray(KeyForm[]::new);
    this.left = new RowView(layout);
    this.right = new RowView(layout);
  }

  /** The order of key records of an old table. */
  public static KeyOrder of(String migration, OldTable table) {
    return new KeyOrder(
        RowLayout.ofOldKey(migration, table),
        table.key().stream()
            .map(name -> table.columns().get(table.indexOf(name)).type().keyForm())
            .toList());
  }

  @Override
  public int compare(byte[] first, byte[] second) {
    left.wrap(first);
    right.wrap(second);
    for (int i = 0; i < forms.length; i++) {
      int order = compare(i);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private int compare(int field) {
    if (left.isNull(field) || right.isNull(field)) {
      return Boolean.compare(left.isNull(field), right.isNull(field)); // nulls last
    }
    return switch (left.layout().wire(field)) {
      case BOOLEAN -> Boolean.compare(left.getBoolean(field), right.getBoolean(field));
      case INT, LONG, DATE -> Long.compare(left.getLong(field), right.getLong(field));
      case TIMESTAMP, TIMESTAMPTZ ->
          Long.compare(
              sinceCommonEpoch(left.getLong(field)), sinceCommonEpoch(right.getLong(field)));
      case FLOAT -> Float.compare(left.getFloat(field), right.getFloat(field));
      case DOUBLE -> Double.compare(left.getDouble(field), right.getDouble(field));
      case BYTES -> content(field);
      case TEXT ->
          forms[field] == KeyForm.NUMERIC
              ? numeric(left.getText(field), right.getText(field))
              : content(field);
      case LATE -> throw new IllegalStateException("an old key has no late references");
    };
  }

  /** Undoes the wrapped shift, so that the last years PostgreSQL knows come last. */
  private static long sinceCommonEpoch(long micros) {
    return micros == Long.MAX_VALUE || micros == Long.MIN_VALUE
        ? micros
        : micros - WireType.POSTGRES_EPOCH_MICROS;
  }

  private int content(int field) {
    int from = left.contentStart(field);
    int other = right.contentStart(field);
    return Arrays.compareUnsigned(
        left.bytes(),
        from,
        from + left.contentLength(field),
        right.bytes(),
        other,
        other + right.contentLength(field));
  }

  /** -Infinity, the numbers, Infinity, NaN. */
  private static int numeric(String first, String second) {
    int rank = Integer.compare(rank(first), rank(second));
    return rank != 0 || rank(first) != 0
        ? rank
        : new BigDecimal(first).compareTo(new BigDecimal(second));
  }

  private static int rank(String numeric) {
    return switch (numeric) {
      case "NaN" -> 2;
      case "Infinity" -> 1;
      case "-Infinity" -> -1;
      default -> 0;
    };
  }
}
