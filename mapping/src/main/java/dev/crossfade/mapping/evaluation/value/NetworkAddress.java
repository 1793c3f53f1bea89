package dev.crossfade.mapping.evaluation.value;

import java.util.Arrays;

/**
 * An inet or a cidr: 4 or 16 bytes and how many of their bits name the network.
 *
 * <p>Ordered as PostgreSQL orders: version 4 before 6, then by the network's bits, then by their
 * number, then by all bits.
 */
@SuppressWarnings("ArrayRecordComponent") // equality is its own
record NetworkAddress(byte[] bytes, int bits) implements Comparable<NetworkAddress> {

  /**
   * Reads an address written in full, as the output functions write it.
   *
   * @throws EvaluationException 22P02, or 0A000 for a shortened or unusual form that PostgreSQL may
   *     read
   */
  static NetworkAddress parse(String text, boolean cidr) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    byte[] bytes = address.indexOf(':') < 0 ? version4(address) : version6(address);
    int most = bytes.length * 8;
    int bits = most;
    if (slash >= 0) {
      String number = text.substring(slash + 1);
      if (!number.matches("\\d{1,3}") || Integer.parseInt(number) > most) {
        throw unusual();
      }
      bits = Integer.parseInt(number);
    }
    NetworkAddress read = new NetworkAddress(bytes, bits);
    if (cidr && read.hasHostBits()) {
      throw EvaluationException.invalidText("cidr");
    }
    return read;
  }

  private static EvaluationException unusual() {
    return new EvaluationException(
        EvaluationException.NOT_SUPPORTED, "an address is read in its usual form only");
  }

  private static byte[] version4(String text) {
    String[] parts = text.split("\\.", -1);
    byte[] bytes = new byte[4];
    if (parts.length != 4) {
      throw unusual();
    }
    for (int i = 0; i < 4; i++) {
      if (!parts[i].matches("0|[1-9]\\d{0,2}") || Integer.parseInt(parts[i]) > 255) {
        throw unusual();
      }
      bytes[i] = (byte) Integer.parseInt(parts[i]);
    }
    return bytes;
  }

  private static byte[] version6(String text) {
    String plain = text;
    int dot = text.indexOf('.');
    if (dot >= 0) {
      int colon = text.lastIndexOf(':') + 1;
      byte[] tail = version4(text.substring(colon));
      plain =
          text.substring(0, colon)
              + Integer.toHexString((tail[0] & 255) << 8 | (tail[1] & 255))
              + ":"
              + Integer.toHexString((tail[2] & 255) << 8 | (tail[3] & 255));
    }
    int gap = plain.indexOf("::");
    byte[] bytes = new byte[16];
    if (gap < 0) {
      words(plain, bytes, 0, 8);
      return bytes;
    }
    String before = plain.substring(0, gap);
    String after = plain.substring(gap + 2);
    int left = before.isEmpty() ? 0 : before.split(":", -1).length;
    int right = after.isEmpty() ? 0 : after.split(":", -1).length;
    if (left + right > 7) {
      throw unusual();
    }
    words(before, bytes, 0, left);
    words(after, bytes, 8 - right, right);
    return bytes;
  }

  private static void words(String text, byte[] bytes, int first, int count) {
    String[] words = count == 0 ? new String[0] : text.split(":", -1);
    if (words.length != count) {
      throw unusual();
    }
    for (int i = 0; i < count; i++) {
      if (!words[i].matches("[0-9a-fA-F]{1,4}")) {
        throw unusual();
      }
      int word = Integer.parseInt(words[i], 16);
      bytes[(first + i) * 2] = (byte) (word >> 8);
      bytes[(first + i) * 2 + 1] = (byte) word;
    }
  }

  private boolean hasHostBits() {
    for (int i = bits; i < bytes.length * 8; i++) {
      if ((bytes[i / 8] >> (7 - i % 8) & 1) != 0) {
        return true;
      }
    }
    return false;
  }

  /** Without the number of bits if that is all of them and {@code always} is false. */
  String print(boolean always) {
    String address = bytes.length == 4 ? dotted(0) : words();
    return always || bits < bytes.length * 8 ? address + "/" + bits : address;
  }

  private String dotted(int from) {
    return (bytes[from] & 255)
        + "."
        + (bytes[from + 1] & 255)
        + "."
        + (bytes[from + 2] & 255)
        + "."
        + (bytes[from + 3] & 255);
  }

  private int word(int place) {
    return (bytes[place * 2] & 255) << 8 | (bytes[place * 2 + 1] & 255);
  }

  /** The first of the longest runs of two or more zeros is left out. */
  private String words() {
    int best = -1;
    int length = 1;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && word(end) == 0) {
        end++;
      }
      if (end - i > length) {
        best = i;
        length = end - i;
      }
      i = Math.max(i, end);
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (best >= 0 && i >= best && i < best + length) {
        out.append(i == best ? ":" : "");
        continue;
      }
      out.append(i == 0 ? "" : ":");
      boolean embedded =
          i == 6
              && best == 0
              && (length == 6
                  || (length == 7 && word(7) != 1)
                  || (length == 5 && word(5) == 0xffff));
      if (embedded) {
        return out.append(dotted(12)).toString();
      }
      out.append(Integer.toHexString(word(i)));
    }
    return out.append(best >= 0 && best + length == 8 ? ":" : "").toString();
  }

  @Override
  public int compareTo(NetworkAddress other) {
    if (bytes.length != other.bytes.length) {
      return Integer.compare(bytes.length, other.bytes.length);
    }
    for (int i = 0; i < Math.min(bits, other.bits); i++) {
      int difference = (bytes[i / 8] >> (7 - i % 8) & 1) - (other.bytes[i / 8] >> (7 - i % 8) & 1);
      if (difference != 0) {
        return difference;
      }
    }
    int longer = Integer.compare(bits, other.bits);
    return longer != 0 ? longer : Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NetworkAddress address && compareTo(address) == 0;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes) * 31 + bits;
  }
}
