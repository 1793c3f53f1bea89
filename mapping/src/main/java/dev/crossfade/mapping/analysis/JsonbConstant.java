package dev.crossfade.mapping.analysis;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads a jsonb as PostgreSQL stores it ({@code jsonb.h}) and prints it as {@code jsonb_out}. */
final class JsonbConstant {

  private static final int COUNT = 0x0fffffff;
  private static final int SCALAR = 0x10000000;
  private static final int OBJECT = 0x20000000;
  private static final int OFFSET_OR_LENGTH = 0x0fffffff;
  private static final int HAS_OFFSET = 0x80000000;

  private final ByteBuffer body;

  JsonbConstant(ByteBuffer body) {
    this.body = body.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  String text() {
    StringBuilder out = new StringBuilder();
    container(0, out);
    return out.toString();
  }

  private void container(int at, StringBuilder out) {
    int header = body.getInt(at);
    int count = header & COUNT;
    boolean object = (header & OBJECT) != 0;
    boolean scalar = (header & SCALAR) != 0;
    int entries = object ? 2 * count : count;
    int data = at + 4 + 4 * entries;
    if (!scalar) {
      out.append(object ? '{' : '[');
    }
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        out.append(", ");
      }
      if (object) {
        entry(at, i, data, out);
        out.append(": ");
      }
      entry(at, object ? count + i : i, data, out);
    }
    if (!scalar) {
      out.append(object ? '}' : ']');
    }
  }

  private void entry(int at, int index, int data, StringBuilder out) {
    int entry = body.getInt(at + 4 + 4 * index);
    int start = offset(at, index);
    int end = end(at, index, start);
    switch (entry & 0x70000000) {
      case 0x00000000 -> string(data + start, end - start, out);
      case 0x10000000 -> numeric(aligned(data + start), data + end, out);
      case 0x20000000 -> out.append("false");
      case 0x30000000 -> out.append("true");
      case 0x40000000 -> out.append("null");
      case 0x50000000 -> container(aligned(data + start), out);
      default -> throw new NodeFormatException("a jsonb with an unknown entry");
    }
  }

  /** Every 32nd entry holds its end, the others their length. */
  private int offset(int at, int index) {
    int offset = 0;
    for (int i = index - 1; i >= 0; i--) {
      int entry = body.getInt(at + 4 + 4 * i);
      offset += entry & OFFSET_OR_LENGTH;
      if ((entry & HAS_OFFSET) != 0) {
        break;
      }
    }
    return offset;
  }

  private int end(int at, int index, int start) {
    int entry = body.getInt(at + 4 + 4 * index);
    int value = entry & OFFSET_OR_LENGTH;
    return (entry & HAS_OFFSET) != 0 ? value : start + value;
  }

  private void string(int start, int length, StringBuilder out) {
    byte[] utf8 = new byte[length];
    body.get(start, utf8);
    out.append('"');
    out.append(JsonStringEncoder.getInstance().quoteAsString(text(utf8)));
    out.append('"');
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private void numeric(int start, int end, StringBuilder out) {
    int skip = (body.get(start) & 1) == 1 ? 1 : 4;
    ByteBuffer value = body.slice(start + skip, end - start - skip).order(ByteOrder.LITTLE_ENDIAN);
    out.append(NumericConstant.text(value));
  }

  /** Containers and numbers begin at multiples of four, counted from the value's own beginning. */
  private static int aligned(int at) {
    return (at + 3) / 4 * 4;
  }
}
