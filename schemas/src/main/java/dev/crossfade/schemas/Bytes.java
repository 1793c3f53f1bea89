package dev.crossfade.schemas;

import java.util.Arrays;
import java.util.HexFormat;

/** Bytes that compare by content; unsigned, first byte first. */
public final class Bytes implements Comparable<Bytes> {

  private final byte[] content;

  private Bytes(byte[] content) {
    this.content = content;
  }

  /** Wraps the array itself: the caller does not write to it afterwards. */
  public static Bytes wrap(byte[] content) {
    return new Bytes(content);
  }

  /** The array itself: not to be written to. */
  public byte[] array() {
    return content;
  }

  public int length() {
    return content.length;
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(content, other.content);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(content);
  }
}
