package dev.crossfade.databases.postgres;

import java.util.Arrays;

/** A growing buffer of COPY data, numbers in network order; reused, used by one thread. */
public final class CopyBuffer {

  private byte[] bytes;
  private int length;

  public CopyBuffer(int initialBytes) {
    bytes = new byte[Math.max(initialBytes, 64)];
  }

  /** Forgets what was written. */
  public CopyBuffer reset() {
    length = 0;
    return this;
  }

  public int length() {
    return length;
  }

  /** The buffer itself, valid up to {@link #length} until the next write. */
  public byte[] bytes() {
    return bytes;
  }

  public CopyBuffer int8(int value) {
    ensure(1);
    bytes[length++] = (byte) value;
    return this;
  }

  public CopyBuffer int16(int value) {
    ensure(2);
    bytes[length++] = (byte) (value >>> 8);
    bytes[length++] = (byte) value;
    return this;
  }

  public CopyBuffer int32(int value) {
    ensure(4);
    put32(length, value);
    length += 4;
    return this;
  }

  public CopyBuffer int64(long value) {
    ensure(8);
    put32(length, (int) (value >>> 32));
    put32(length + 4, (int) value);
    length += 8;
    return this;
  }

  public CopyBuffer raw(byte[] source, int from, int count) {
    ensure(count);
    System.arraycopy(source, from, bytes, length, count);
    length += count;
    return this;
  }

  /** Characters below 128, one byte each. */
  public CopyBuffer ascii(String text) {
    ensure(text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes[length++] = (byte) text.charAt(i);
    }
    return this;
  }

  /** Overwrites a number written before with {@link #int32}. */
  public void fill32(int at, int value) {
    put32(at, value);
  }

  /** Overwrites a number written before with {@link #int16}. */
  public void fill16(int at, int value) {
    bytes[at] = (byte) (value >>> 8);
    bytes[at + 1] = (byte) value;
  }

  private void put32(int at, int value) {
    bytes[at] = (byte) (value >>> 24);
    bytes[at + 1] = (byte) (value >>> 16);
    bytes[at + 2] = (byte) (value >>> 8);
    bytes[at + 3] = (byte) value;
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
