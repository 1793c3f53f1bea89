package dev.crossfade.transformer;

import dev.crossfade.mapping.execution.OriginShape;
import dev.crossfade.schemas.KeyForm;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.RowLayout;
import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.RowWriter;
import dev.crossfade.schemas.SingleObject;
import dev.crossfade.schemas.WireType;
import java.math.BigDecimal;

/**
 * Writes an old key so that its bytes compare as {@link dev.crossfade.schemas.KeyOrder} has the
 * keys. No key's bytes begin another's.
 */
final class OrderedKey {

  private static final int NEGATIVE_INFINITY = 1;
  private static final int NEGATIVE = 2;
  private static final int ZERO = 3;
  private static final int POSITIVE = 4;
  private static final int INFINITY = 5;
  private static final int NAN = 6;

  private final RowView view;
  private final KeyForm[] forms;

  OrderedKey(MigrationPlan plan, OldTable table) {
    this.view = new RowView(RowLayout.ofOldKey(plan.migration(), table));
    this.forms =
        table.key().stream()
            .map(name -> table.columns().get(table.indexOf(name)).type().keyForm())
            .toArray(KeyForm[]::new);
  }

  /** The order of what names an origin. */
  OrderedKey(MigrationPlan plan, OriginShape origin) {
    this.view = new RowView(origin.layout(plan));
    this.forms = origin.forms().toArray(KeyForm[]::new);
  }

  /** Appends what follows the key record: the keys that rows met at. */
  void putRest(byte[] origin, RowWriter out) {
    int end = view.wrap(origin).end();
    out.rawBytes(origin, end, origin.length - end);
  }

  /** Appends the ordered form of a key record. */
  void put(byte[] keyRecord, RowWriter out) {
    view.wrap(keyRecord);
    for (int i = 0; i < forms.length; i++) {
      if (view.isNull(i)) {
        out.rawByte(1); // last
      } else {
        out.rawByte(0);
        put(i, out);
      }
    }
  }

  private void put(int field, RowWriter out) {
    switch (view.layout().wire(field)) {
      case BOOLEAN -> out.rawByte(view.getBoolean(field) ? 1 : 0);
      case INT, DATE, LONG -> eight(view.getLong(field) ^ Long.MIN_VALUE, out);
      case TIMESTAMP, TIMESTAMPTZ ->
          eight(sinceCommonEpoch(view.getLong(field)) ^ Long.MIN_VALUE, out);
      case FLOAT -> eight(sortable(view.getFloat(field)), out);
      case DOUBLE -> eight(sortable(view.getDouble(field)), out);
      case TEXT -> {
        if (forms[field] == KeyForm.NUMERIC) {
          number(view.getText(field), out);
        } else {
          escaped(field, out);
        }
      }
      case BYTES -> escaped(field, out);
      case LATE -> throw new IllegalStateException("an old key holds no late reference");
    }
  }

  /** Undoes the wrapped shift, so that the last years PostgreSQL knows come last. */
  private static long sinceCommonEpoch(long micros) {
    return micros == Long.MAX_VALUE || micros == Long.MIN_VALUE
        ? micros
        : micros - WireType.POSTGRES_EPOCH_MICROS;
  }

  private static long sortable(double value) {
    long bits = Double.doubleToLongBits(value);
    return bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
  }

  private static void eight(long bits, RowWriter out) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      out.rawByte((int) (bits >>> shift));
    }
  }

  /** A zero byte is followed by FF; two zeros end the value. */
  private void escaped(int field, RowWriter out) {
    byte[] bytes = view.bytes();
    int from = view.contentStart(field);
    for (int i = from; i < from + view.contentLength(field); i++) {
      out.rawByte(bytes[i]);
      if (bytes[i] == 0) {
        out.rawByte(0xff);
      }
    }
    out.rawByte(0).rawByte(0);
  }

  /** Class, exponent, digits, an end; all but the class complemented below zero. */
  private static void number(String canonical, RowWriter out) {
    switch (canonical) {
      case "NaN" -> out.rawByte(NAN);
      case "Infinity" -> out.rawByte(INFINITY);
      case "-Infinity" -> out.rawByte(NEGATIVE_INFINITY);
      default -> finite(new BigDecimal(canonical).stripTrailingZeros(), out);
    }
  }

  private static void finite(BigDecimal value, RowWriter out) {
    if (value.signum() == 0) {
      out.rawByte(ZERO);
      return;
    }
    int flip = value.signum() < 0 ? 0xff : 0;
    out.rawByte(value.signum() < 0 ? NEGATIVE : POSITIVE);
    int exponent = (value.precision() - value.scale()) ^ Integer.MIN_VALUE;
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.rawByte((exponent >>> shift) ^ flip);
    }
    String digits = value.unscaledValue().abs().toString();
    for (int i = 0; i < digits.length(); i++) {
      out.rawByte(digits.charAt(i) ^ flip);
    }
    out.rawByte(flip); // below every digit, above every complemented one
  }

  /**
   * The bytes of a key record after its header: no other key of the same table begins with them.
   */
  static void putBody(byte[] keyRecord, RowWriter out) {
    out.rawBytes(
        keyRecord, SingleObject.HEADER_LENGTH, keyRecord.length - SingleObject.HEADER_LENGTH);
  }
}
