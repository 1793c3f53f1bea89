package dev.crossfade.databases.postgres;

import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.WireFormatException;
import dev.crossfade.schemas.WireType;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The binary COPY form of values, straight from their wire form. */
public final class BinaryFields {

  private BinaryFields() {}

  /**
   * How field {@code i} of a row is written into a column of {@code type}; empty if only text can
   * be.
   */
  public static Optional<CopyField> of(ColumnType type, int i) {
    return switch (type.wire()) {
      case BOOLEAN ->
          Optional.of(nullable(i, (row, out) -> out.int32(1).int8(row.getBoolean(i) ? 1 : 0)));
      case INT -> Optional.of(nullable(i, integer(type, i)));
      case LONG -> Optional.of(nullable(i, (row, out) -> out.int32(8).int64(row.getLong(i))));
      case FLOAT ->
          Optional.of(
              nullable(
                  i, (row, out) -> out.int32(4).int32(Float.floatToRawIntBits(row.getFloat(i)))));
      case DOUBLE ->
          Optional.of(
              nullable(
                  i,
                  (row, out) -> out.int32(8).int64(Double.doubleToRawLongBits(row.getDouble(i)))));
      case BYTES -> Optional.of(nullable(i, contentAsIs(i)));
      case DATE -> Optional.of(nullable(i, (row, out) -> out.int32(4).int32(date(row.getInt(i)))));
      case TIMESTAMP, TIMESTAMPTZ ->
          Optional.of(nullable(i, (row, out) -> out.int32(8).int64(timestamp(row.getLong(i)))));
      case TEXT -> ofText(type, i).map(field -> nullable(i, field));
      case LATE -> Optional.empty();
    };
  }

  /** A bytea made from the row; null is NULL. */
  public static CopyField bytes(Function<RowView, byte @Nullable []> value) {
    return (row, out) -> {
      byte[] bytes = value.apply(row);
      if (bytes == null) {
        out.int32(-1);
      } else {
        out.int32(bytes.length).raw(bytes, 0, bytes.length);
      }
    };
  }

  private static Optional<CopyField> ofText(ColumnType type, int i) {
    return switch (type.kind()) {
      case ENUM -> Optional.of(contentAsIs(i));
      case BASE ->
          switch (type.base()) {
            case "text", "varchar", "bpchar", "json" -> Optional.of(contentAsIs(i));
            case "jsonb" ->
                Optional.of(
                    (row, out) -> {
                      int length = row.contentLength(i);
                      out.int32(length + 1).int8(1); // the version of jsonb's binary form
                      out.raw(row.bytes(), row.contentStart(i), length);
                    });
            case "uuid" -> Optional.of((row, out) -> uuid(row, i, out));
            case "numeric" ->
                Optional.of(
                    (row, out) ->
                        NumericBinary.append(
                            row.bytes(), row.contentStart(i), row.contentLength(i), out));
            default -> Optional.empty();
          };
      case ARRAY -> ArrayBinary.of(type, i);
      case COMPOSITE, RANGE -> Optional.empty();
    };
  }

  private static CopyField nullable(int i, CopyField value) {
    return (row, out) -> {
      if (row.isNull(i)) {
        out.int32(-1);
      } else {
        value.append(row, out);
      }
    };
  }

  private static CopyField integer(ColumnType type, int i) {
    return type.base().equals("int2")
        ? (row, out) -> out.int32(2).int16(row.getInt(i))
        : (row, out) -> out.int32(4).int32(row.getInt(i));
  }

  private static CopyField contentAsIs(int i) {
    return (row, out) -> {
      int length = row.contentLength(i);
      out.int32(length).raw(row.bytes(), row.contentStart(i), length);
    };
  }

  /** Days since 1970 as PostgreSQL counts them: since 2000, the extremes kept. */
  static int date(int days) {
    return days == Integer.MAX_VALUE || days == Integer.MIN_VALUE
        ? days
        : days - WireType.POSTGRES_EPOCH_DAYS;
  }

  /** Microseconds since 1970 as PostgreSQL counts them: since 2000, the extremes kept. */
  static long timestamp(long micros) {
    return micros == Long.MAX_VALUE || micros == Long.MIN_VALUE
        ? micros
        : micros - WireType.POSTGRES_EPOCH_MICROS;
  }

  private static void uuid(RowView row, int i, CopyBuffer out) {
    uuid(row.bytes(), row.contentStart(i), row.contentLength(i), out);
  }

  static void uuid(byte[] text, int from, int length, CopyBuffer out) {
    if (length != 36) {
      throw new WireFormatException("not a uuid as PostgreSQL prints it");
    }
    out.int32(16);
    int at = from;
    while (at < from + 36) {
      if (text[at] == '-') {
        at++;
        continue;
      }
      int high = Character.digit(text[at], 16);
      int low = Character.digit(text[at + 1], 16);
      if (high < 0 || low < 0) {
        throw new WireFormatException("not a uuid as PostgreSQL prints it");
      }
      out.int8(high << 4 | low);
      at += 2;
    }
  }
}
