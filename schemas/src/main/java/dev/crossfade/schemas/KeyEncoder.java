package dev.crossfade.schemas;

import java.math.BigDecimal;
import java.util.List;

/**
 * Makes the canonical key record of a row: two rows have the same bytes exactly if PostgreSQL holds
 * their keys equal.
 *
 * <p>Used by one thread.
 */
public final class KeyEncoder {

  private final RowLayout keyLayout;
  private final int[] columns;
  private final KeyForm[] forms;
  private final KeyForm[][] nestedForms;
  private final RowWriter out = new RowWriter(64);

  private KeyEncoder(RowLayout keyLayout, int[] columns, KeyForm[] forms, KeyForm[][] nestedForms) {
    this.keyLayout = keyLayout;
    this.columns = columns;
    this.forms = forms;
    this.nestedForms = nestedForms;
  }

  public static KeyEncoder ofOld(String migration, OldTable table) {
    List<String> key = table.key();
    int[] columns = key.stream().mapToInt(table::indexOf).toArray();
    KeyForm[] forms =
        key.stream()
            .map(k -> table.columns().get(table.indexOf(k)).type().keyForm())
            .toArray(KeyForm[]::new);
    return new KeyEncoder(
        RowLayout.ofOldKey(migration, table), columns, forms, new KeyForm[key.size()][0]);
  }

  public static KeyEncoder ofNew(String migration, NewTable table) {
    List<String> key = table.key();
    int[] columns = key.stream().mapToInt(table::indexOf).toArray();
    KeyForm[] forms = new KeyForm[key.size()];
    KeyForm[][] nested = new KeyForm[key.size()][0];
    for (int i = 0; i < columns.length; i++) {
      NewTable.Column column = table.columns().get(columns[i]);
      forms[i] = column.type().keyForm();
      NewTable.LateReference late = column.late();
      if (late != null) {
        nested[i] = late.key().stream().map(k -> k.type().keyForm()).toArray(KeyForm[]::new);
      }
    }
    return new KeyEncoder(RowLayout.ofNewKey(migration, table), columns, forms, nested);
  }

  /** The key's layout. */
  public RowLayout layout() {
    return keyLayout;
  }

  /** The key record of a row of the table. */
  public byte[] keyOf(RowView row) {
    out.reset().header(keyLayout);
    for (int i = 0; i < columns.length; i++) {
      int column = columns[i];
      if (row.layout().wire(column) == WireType.LATE && !row.isNull(column)) {
        RowView nested = row.getNested(column);
        out.putRecordStart();
        for (int j = 0; j < nestedForms[i].length; j++) {
          put(nested, j, nestedForms[i][j], out);
        }
      } else {
        put(row, column, forms[i], out);
      }
    }
    return out.toBytes();
  }

  /** Appends one field in canonical form, union branch and all. */
  public static void put(RowView row, int column, KeyForm form, RowWriter out) {
    if (row.isNull(column)) {
      out.putNull();
      return;
    }
    switch (form) {
      case EXACT -> row.copyTo(column, out);
      case NUMERIC -> out.putText(numeric(row.getText(column)));
      case BLANK_TRIMMED -> {
        int from = row.contentStart(column);
        int length = row.contentLength(column);
        while (length > 0 && row.bytes()[from + length - 1] == ' ') {
          length--;
        }
        out.putBytes(row.bytes(), from, length);
      }
      case FLOAT -> {
        if (row.layout().wire(column) == WireType.FLOAT) {
          float value = row.getFloat(column);
          out.putFloat(value == 0 ? 0f : Float.isNaN(value) ? Float.NaN : value);
        } else {
          double value = row.getDouble(column);
          out.putDouble(value == 0 ? 0d : Double.isNaN(value) ? Double.NaN : value);
        }
      }
      case INTERVAL -> out.putText(IntervalText.comparable(row.getText(column)));
      case NONE -> throw new IllegalArgumentException("a type without a canonical form is no key");
    }
  }

  /**
   * A numeric's text without trailing zeros: {@code 1.00 → 1}, {@code 100 → 100}, {@code -0.0 → 0}.
   */
  public static String numeric(String text) {
    char first = text.isEmpty() ? 'N' : text.charAt(text.length() - 1);
    if (first == 'N' || first == 'y') { // NaN, Infinity, -Infinity
      return text;
    }
    BigDecimal value = new BigDecimal(text);
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
