package dev.crossfade.databases.postgres;

import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.WireFormatException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Arrays of common types from their text into their binary form ({@code array_recv} in PostgreSQL's
 * arrayfuncs.c): any number of dimensions, any lower bounds, NULL elements.
 *
 * <p>Used by one thread.
 */
final class ArrayBinary {

  private static final int DIMENSIONS_MAX = 6; // PostgreSQL's MAXDIM

  /** Writes one element, length included. */
  interface Element {
    void append(byte[] text, int from, int length, CopyBuffer out);
  }

  private final int elementOid;
  private final Element element;
  private final CopyBuffer elements = new CopyBuffer(256);
  private final int[] lengths = new int[DIMENSIONS_MAX];
  private final int[] lowerBounds = new int[DIMENSIONS_MAX];
  private byte[] unescaped = new byte[64];
  private boolean hasNull;

  private ArrayBinary(int elementOid, Element element) {
    this.elementOid = elementOid;
    this.element = element;
  }

  /** The field, or empty if the element type is none of those known here. */
  static Optional<CopyField> of(ColumnType type, int i) {
    Element element =
        switch (type.base()) {
          case "_int2" -> (t, f, n, out) -> out.int32(2).int16((int) number(t, f, n));
          case "_int4" -> (t, f, n, out) -> out.int32(4).int32((int) number(t, f, n));
          case "_int8" -> (t, f, n, out) -> out.int32(8).int64(number(t, f, n));
          case "_bool" -> (t, f, n, out) -> out.int32(1).int8(t[f] == 't' ? 1 : 0);
          case "_text" -> (t, f, n, out) -> out.int32(n).raw(t, f, n);
          case "_uuid" -> BinaryFields::uuid;
          case "_numeric" -> NumericBinary::append;
          default -> null;
        };
    if (element == null) {
      return Optional.empty();
    }
    ArrayBinary array = new ArrayBinary(oid(type.base()), element);
    return Optional.of(
        (row, out) -> array.append(row.bytes(), row.contentStart(i), row.contentLength(i), out));
  }

  /** Fixed in pg_type.dat. */
  private static int oid(String base) {
    return switch (base) {
      case "_int2" -> 21;
      case "_int4" -> 23;
      case "_int8" -> 20;
      case "_bool" -> 16;
      case "_text" -> 25;
      case "_uuid" -> 2950;
      case "_numeric" -> 1700;
      default -> throw new IllegalArgumentException("no element type of " + base);
    };
  }

  private void append(byte[] text, int from, int count, CopyBuffer out) {
    elements.reset();
    hasNull = false;
    int body = bounds(text, from, from + count);
    int dimensions = read(text, body, from + count);
    int lengthAt = out.length();
    out.int32(0).int32(dimensions).int32(hasNull ? 1 : 0).int32(elementOid);
    for (int d = 0; d < dimensions; d++) {
      out.int32(lengths[d]).int32(lowerBounds[d]);
    }
    out.raw(elements.bytes(), 0, elements.length());
    out.fill32(lengthAt, out.length() - lengthAt - 4);
  }

  /** Reads {@code [0:2][1:3]=}, which stands only before arrays that do not begin at 1. */
  private int bounds(byte[] text, int from, int end) {
    java.util.Arrays.fill(lowerBounds, 1);
    if (text[from] != '[') {
      return from;
    }
    int at = from;
    int dimension = 0;
    while (text[at] == '[') {
      int colon = at;
      while (text[colon] != ':') {
        colon++;
      }
      lowerBounds[dimension++] = (int) number(text, at + 1, colon - at - 1);
      at = colon;
      while (text[at] != ']') {
        at++;
      }
      at++;
    }
    if (at >= end || text[at] != '=') {
      throw notAnArray();
    }
    return at + 1;
  }

  /** Writes the elements in order; returns the number of dimensions, their lengths noted. */
  private int read(byte[] text, int from, int end) {
    int[] counts = new int[DIMENSIONS_MAX];
    int depth = 0;
    int dimensions = 0;
    boolean any = false;
    int at = from;
    while (at < end) {
      byte b = text[at];
      if (b == '{') {
        if (depth == DIMENSIONS_MAX) {
          throw notAnArray();
        }
        counts[depth++] = 0;
        dimensions = Math.max(dimensions, depth);
        at++;
      } else if (b == '}') {
        depth--;
        lengths[depth] = counts[depth];
        if (depth > 0) {
          counts[depth - 1]++;
        }
        at++;
      } else if (b == ',') {
        at++;
      } else {
        at = b == '"' ? quoted(text, at + 1, end) : bare(text, at);
        counts[depth - 1]++;
        any = true;
      }
    }
    if (depth != 0) {
      throw notAnArray();
    }
    return any ? dimensions : 0;
  }

  private int bare(byte[] text, int from) {
    int at = from;
    while (text[at] != ',' && text[at] != '}') {
      at++;
    }
    if (at - from == 4 && text[from] == 'N' && text[from + 1] == 'U' && text[from + 2] == 'L') {
      elements.int32(-1);
      hasNull = true;
    } else {
      element.append(text, from, at - from, elements);
    }
    return at;
  }

  private int quoted(byte[] text, int from, int end) {
    if (unescaped.length < end - from) {
      unescaped = new byte[end - from];
    }
    int length = 0;
    int at = from;
    while (text[at] != '"') {
      if (text[at] == '\\') {
        at++;
      }
      unescaped[length++] = text[at++];
    }
    element.append(unescaped, 0, length, elements);
    return at + 1;
  }

  private static long number(byte[] text, int from, int length) {
    try {
      return Long.parseLong(new String(text, from, length, StandardCharsets.US_ASCII));
    } catch (NumberFormatException e) {
      throw new WireFormatException("not an integer as PostgreSQL prints it");
    }
  }

  private static WireFormatException notAnArray() {
    return new WireFormatException("not an array as PostgreSQL prints it");
  }
}
