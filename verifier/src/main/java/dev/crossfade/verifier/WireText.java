package dev.crossfade.verifier;

import dev.crossfade.schemas.KeyForm;
import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.WireType;
import java.util.HexFormat;

/**
 * SQL expressions for the values of a key record, printing as {@link ComparableText#ofKey} prints
 * the column.
 */
final class WireText {

  private WireText() {}

  /** {@code ROW(…)::text} of a whole key record; nested records give their fields in place. */
  static String ofKey(RowView key, KeyForms forms) {
    StringBuilder row = new StringBuilder("ROW(");
    append(key, forms, row);
    row.setLength(row.length() - 2);
    return row.append(")::pg_catalog.text").toString();
  }

  private static void append(RowView key, KeyForms forms, StringBuilder row) {
    for (int i = 0; i < key.layout().size(); i++) {
      if (key.layout().wire(i) == WireType.LATE) {
        KeyForms nested = forms.nested(i);
        if (key.isNull(i)) {
          row.append("NULL, ".repeat(nested.size()));
        } else {
          append(key.getNested(i), nested, row);
        }
      } else {
        row.append(field(key, i, forms.form(i))).append(", ");
      }
    }
  }

  private static String field(RowView key, int field, KeyForm form) {
    if (key.isNull(field)) {
      return "NULL";
    }
    return switch (key.layout().wire(field)) {
      case BOOLEAN -> key.getBoolean(field) ? "'true'" : "'false'";
      case INT, LONG -> "'" + key.getLong(field) + "'";
      case FLOAT -> "'" + key.getFloat(field) + "'::pg_catalog.float4::pg_catalog.text";
      case DOUBLE -> "'" + key.getDouble(field) + "'::pg_catalog.float8::pg_catalog.text";
      case BYTES -> "'\\x" + HexFormat.of().formatHex(key.getBytes(field)) + "'";
      case DATE -> date(key.getInt(field));
      case TIMESTAMP -> timestamp(key.getLong(field), "timestamp");
      case TIMESTAMPTZ -> timestamp(key.getLong(field), "timestamptz");
      case TEXT ->
          form == KeyForm.INTERVAL
              ? "pg_catalog.justify_interval("
                  + literal(key.getText(field))
                  + "::pg_catalog.numeric * interval '1 microsecond')::pg_catalog.text"
              : literal(key.getText(field));
      case LATE -> throw new IllegalStateException("nested keys are appended field by field");
    };
  }

  private static String date(int days) {
    if (days == Integer.MAX_VALUE) {
      return "'infinity'";
    }
    if (days == Integer.MIN_VALUE) {
      return "'-infinity'";
    }
    long fromEpoch = (long) days - WireType.POSTGRES_EPOCH_DAYS;
    return "(date '2000-01-01' + (" + fromEpoch + "))::pg_catalog.text";
  }

  private static String timestamp(long micros, String type) {
    if (micros == Long.MAX_VALUE) {
      return "'infinity'";
    }
    if (micros == Long.MIN_VALUE) {
      return "'-infinity'";
    }
    long fromEpoch = micros - WireType.POSTGRES_EPOCH_MICROS; // wraps as the extractor's shift did
    long days = Math.floorDiv(fromEpoch, 86_400_000_000L);
    long rest = Math.floorMod(fromEpoch, 86_400_000_000L);
    return "("
        + type
        + " '2000-01-01 00:00:00Z' + "
        + days
        + " * interval '1 day' + "
        + rest
        + " * interval '1 microsecond')::pg_catalog.text";
  }

  /** A text in single quotes, safe whatever {@code standard_conforming_strings} says. */
  static String literal(String text) {
    String quoted = text.replace("'", "''");
    return quoted.indexOf('\\') < 0
        ? "'" + quoted + "'"
        : " E'" + quoted.replace("\\", "\\\\") + "'";
  }
}
