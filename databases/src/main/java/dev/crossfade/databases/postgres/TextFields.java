package dev.crossfade.databases.postgres;

import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.WireType;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The text COPY form of values, from their wire form; every type has one. */
public final class TextFields {

  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private TextFields() {}

  /** How field {@code i} of a row is written. */
  public static CopyField of(WireType wire, int i) {
    CopyField value =
        switch (wire) {
          case BYTES ->
              (row, out) -> hex(row.bytes(), row.contentStart(i), row.contentLength(i), out);
          case TEXT ->
              (row, out) -> escaped(row.bytes(), row.contentStart(i), row.contentLength(i), out);
          case LATE -> throw new IllegalArgumentException("a late reference has no text");
          default -> (row, out) -> out.ascii(text(row, i));
        };
    return (row, out) -> {
      if (row.isNull(i)) {
        out.ascii("\\N");
      } else {
        value.append(row, out);
      }
    };
  }

  /** A bytea made from the row; null is NULL. */
  public static CopyField bytes(Function<RowView, byte @Nullable []> value) {
    return (row, out) -> {
      byte[] bytes = value.apply(row);
      if (bytes == null) {
        out.ascii("\\N");
      } else {
        hex(bytes, 0, bytes.length, out);
      }
    };
  }

  /** A text made from the row; null is NULL. Only characters that COPY does not escape. */
  public static CopyField plain(Function<RowView, @Nullable String> value) {
    return (row, out) -> {
      String text = value.apply(row);
      out.ascii(text == null ? "\\N" : text);
    };
  }

  /** A value that is not NULL as PostgreSQL's output function would print it. */
  public static String text(RowView row, int i) {
    return switch (row.layout().wire(i)) {
      case BOOLEAN -> row.getBoolean(i) ? "t" : "f";
      case INT -> Integer.toString(row.getInt(i));
      case LONG -> Long.toString(row.getLong(i));
      case FLOAT -> Float.toString(row.getFloat(i)); // not the shortest, but the same value
      case DOUBLE -> Double.toString(row.getDouble(i));
      case DATE -> TemporalText.date(row.getInt(i));
      case TIMESTAMP -> TemporalText.timestamp(row.getLong(i));
      case TIMESTAMPTZ -> TemporalText.timestamptz(row.getLong(i));
      case TEXT -> row.getText(i);
      case BYTES -> "\\x" + java.util.HexFormat.of().formatHex(row.getBytes(i));
      case LATE -> throw new IllegalArgumentException("a late reference has no text");
    };
  }

  private static void hex(byte[] bytes, int from, int count, CopyBuffer out) {
    out.ascii("\\\\x");
    for (int i = from; i < from + count; i++) {
      out.int8(HEX[(bytes[i] >> 4) & 0xf]).int8(HEX[bytes[i] & 0xf]);
    }
  }

  private static void escaped(byte[] bytes, int from, int count, CopyBuffer out) {
    int end = from + count;
    int clean = from;
    for (int i = from; i < end; i++) {
      int escape = escape(bytes[i]);
      if (escape != 0) {
        out.raw(bytes, clean, i - clean).int8('\\').int8(escape);
        clean = i + 1;
      }
    }
    out.raw(bytes, clean, end - clean);
  }

  private static int escape(byte b) {
    return switch (b) {
      case '\\' -> '\\';
      case '\n' -> 'n';
      case '\r' -> 'r';
      case '\t' -> 't';
      default -> 0;
    };
  }
}
