package dev.crossfade.mapping.analysis;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;

/** Reads an array as PostgreSQL stores it: {@code array.h}. */
final class ArrayConstant {

  private static final int HEADER = 16; // length, dimensions, data offset, element type

  private final ConstantReader constants;
  private final Types types;

  ArrayConstant(ConstantReader constants, Types types) {
    this.constants = constants;
    this.types = types;
  }

  /**
   * The text of an array.
   *
   * @param stored with its length header
   */
  Optional<String> text(PgType type, ByteBuffer stored) throws SQLException {
    ByteBuffer array = stored.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int dimensions = array.getInt(4);
    if (dimensions == 0) {
      return Optional.of("{}");
    }
    int dataOffset = array.getInt(8);
    int[] sizes = new int[dimensions];
    StringBuilder bounds = new StringBuilder();
    boolean plain = true;
    int count = 1;
    for (int i = 0; i < dimensions; i++) {
      sizes[i] = array.getInt(HEADER + 4 * i);
      int lower = array.getInt(HEADER + 4 * (dimensions + i));
      plain &= lower == 1;
      bounds.append('[').append(lower).append(':').append(lower + sizes[i] - 1).append(']');
      count *= sizes[i];
    }
    int nulls = dataOffset == 0 ? -1 : HEADER + 8 * dimensions;
    int data = dataOffset == 0 ? aligned(HEADER + 8 * dimensions, 8) : dataOffset;
    Deque<String> elements = new ArrayDeque<>();
    if (!read(types.of(type.element()), array, nulls, data, count, elements)) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder(plain ? "" : bounds + "=");
    write(sizes, 0, elements, text);
    return Optional.of(text.toString());
  }

  private boolean read(
      PgType element, ByteBuffer array, int nulls, int data, int count, Deque<String> elements)
      throws SQLException {
    int at = data;
    for (int i = 0; i < count; i++) {
      if (nulls >= 0 && (array.get(nulls + i / 8) & (1 << (i % 8))) == 0) {
        elements.add("NULL");
        continue;
      }
      boolean shortHeader = element.length() == -1 && (array.get(at) & 1) == 1;
      at = shortHeader ? at : aligned(at, alignment(element));
      int length = element.length();
      int skip = 0;
      if (length == -1) {
        skip = shortHeader ? 1 : 4;
        length = shortHeader ? (array.get(at) & 0xff) >> 1 : array.getInt(at) >>> 2;
      }
      ByteBuffer value = array.slice(at + skip, length - skip).order(ByteOrder.LITTLE_ENDIAN);
      Optional<String> text = element(element, value);
      if (text.isEmpty()) {
        return false;
      }
      elements.add(quoted(text.get()));
      at += length;
    }
    return true;
  }

  private Optional<String> element(PgType element, ByteBuffer value) throws SQLException {
    if (element.length() != -1) {
      return constants.fixed(element, value);
    }
    return switch (element.isBuiltIn() ? element.name() : "") {
      case "text", "varchar", "bpchar" -> Optional.of(constants.string(value));
      case "numeric" -> Optional.of(NumericConstant.text(value));
      default -> Optional.empty();
    };
  }

  private static void write(int[] sizes, int depth, Deque<String> elements, StringBuilder text) {
    text.append('{');
    for (int i = 0; i < sizes[depth]; i++) {
      if (i > 0) {
        text.append(',');
      }
      if (depth + 1 < sizes.length) {
        write(sizes, depth + 1, elements, text);
      } else {
        text.append(elements.remove());
      }
    }
    text.append('}');
  }

  /** As {@code array_out} does. */
  private static String quoted(String element) {
    boolean needed =
        element.isEmpty()
            || element.toUpperCase(Locale.ROOT).equals("NULL")
            || element.chars().anyMatch(c -> "\"\\{}, \t\n\r\f\013".indexOf(c) >= 0);
    return needed ? '"' + element.replace("\\", "\\\\").replace("\"", "\\\"") + '"' : element;
  }

  private static int alignment(PgType element) {
    return switch (element.align()) {
      case 'd' -> 8;
      case 'i' -> 4;
      case 's' -> 2;
      default -> 1;
    };
  }

  private static int aligned(int at, int to) {
    return (at + to - 1) / to * to;
  }
}
