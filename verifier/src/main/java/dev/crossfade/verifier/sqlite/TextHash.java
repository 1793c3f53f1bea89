package dev.crossfade.verifier.sqlite;

/**
 * PostgreSQL's {@code hashtextextended} of a text in UTF-8, as a server on a little-endian machine
 * computes it: Bob Jenkins' lookup3 (2006), in {@code src/common/hashfn.c}.
 */
final class TextHash {

  private int a;
  private int b;
  private int c;

  private TextHash(int lengthBytes) {
    this.a = 0x9e3779b9 + lengthBytes + 3923095;
    this.b = a;
    this.c = a;
  }

  static long of(byte[] text, long seed) {
    TextHash hash = new TextHash(text.length);
    if (seed != 0) {
      hash.mix((int) (seed >>> 32), (int) seed, 0);
    }
    int at = 0;
    for (; text.length - at >= 12; at += 12) {
      hash.mix(word(text, at, 4), word(text, at + 4, 4), word(text, at + 8, 4));
    }
    int left = text.length - at;
    return hash.last(
        word(text, at, Math.min(4, left)),
        word(text, at + 4, Math.min(4, left - 4)),
        word(text, at + 8, left - 8) << 8); // its lowest byte is the length's
  }

  private void mix(int first, int second, int third) {
    a += first;
    b += second;
    c += third;
    a -= c;
    a ^= Integer.rotateLeft(c, 4);
    c += b;
    b -= a;
    b ^= Integer.rotateLeft(a, 6);
    a += c;
    c -= b;
    c ^= Integer.rotateLeft(b, 8);
    b += a;
    a -= c;
    a ^= Integer.rotateLeft(c, 16);
    c += b;
    b -= a;
    b ^= Integer.rotateLeft(a, 19);
    a += c;
    c -= b;
    c ^= Integer.rotateLeft(b, 4);
    b += a;
  }

  private long last(int first, int second, int third) {
    a += first;
    b += second;
    c += third;
    c ^= b;
    c -= Integer.rotateLeft(b, 14);
    a ^= c;
    a -= Integer.rotateLeft(c, 11);
    b ^= a;
    b -= Integer.rotateLeft(a, 25);
    c ^= b;
    c -= Integer.rotateLeft(b, 16);
    a ^= c;
    a -= Integer.rotateLeft(c, 4);
    b ^= a;
    b -= Integer.rotateLeft(a, 14);
    c ^= b;
    c -= Integer.rotateLeft(b, 24);
    return ((long) b << 32) | (c & 0xffffffffL);
  }

  /** Up to four bytes, the first the lowest. */
  private static int word(byte[] text, int from, int count) {
    int word = 0;
    for (int i = 0; i < count; i++) {
      word |= (text[from + i] & 0xff) << (8 * i);
    }
    return word;
  }
}
