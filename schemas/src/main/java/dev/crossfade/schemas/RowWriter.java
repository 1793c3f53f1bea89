package dev.crossfade.schemas;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Appends Avro binary to a growing buffer; reused for many records, used by one thread.
 *
 * <p>The {@code put…} methods write one nullable field (union branch and value); the {@code raw…}
 * methods write bare Avro.
 */
public final class RowWriter {

  private byte[] buffer;
  private int length;

  public RowWriter(int initialBytes) {
    buffer = new byte[Math.max(initialBytes, 64)];
  }

  /** Forgets what was written. */
  public RowWriter reset() {
    length = 0;
    return this;
  }

  /** Starts a record of {@code layout}: its ten header bytes. */
  public RowWriter header(RowLayout layout) {
    return rawBytes(layout.headerBytes(), 0, SingleObject.HEADER_LENGTH);
  }

  public void putNull() {
    rawByte(0);
  }

  public void putBoolean(boolean value) {
    ensure(2);
    buffer[length++] = 2;
    buffer[length++] = (byte) (value ? 1 : 0);
  }

  /** INT, and DATE as days. */
  public void putInt(int value) {
    ensure(6);
    buffer[length++] = 2;
    varint(((value << 1) ^ (value >> 31)) & 0xffffffffL);
  }

  /** LONG, and TIMESTAMP and TIMESTAMPTZ as microseconds. */
  public void putLong(long value) {
    ensure(11);
    buffer[length++] = 2;
    varint((value << 1) ^ (value >> 63));
  }

  public void putFloat(float value) {
    ensure(5);
    buffer[length++] = 2;
    fixed(Float.floatToRawIntBits(value), 4);
  }

  public void putDouble(double value) {
    ensure(9);
    buffer[length++] = 2;
    fixed(Double.doubleToRawLongBits(value), 8);
  }

  public void putText(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    putBytes(utf8, 0, utf8.length);
  }

  /** BYTES, and TEXT as UTF-8. */
  public void putBytes(byte[] source, int from, int count) {
    rawByte(2);
    rawLong(count);
    rawBytes(source, from, count);
  }

  /** Starts a non-null nested record; its fields follow. */
  public void putRecordStart() {
    rawByte(2);
  }

  public RowWriter rawByte(int value) {
    ensure(1);
    buffer[length++] = (byte) value;
    return this;
  }

  /** Avro's zig-zag variable-length long (and int). */
  public RowWriter rawLong(long value) {
    ensure(10);
    varint((value << 1) ^ (value >> 63));
    return this;
  }

  public RowWriter rawBytes(byte[] source, int from, int count) {
    ensure(count);
    System.arraycopy(source, from, buffer, length, count);
    length += count;
    return this;
  }

  /** Avro string: length and UTF-8. */
  public RowWriter rawText(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    rawLong(utf8.length);
    return rawBytes(utf8, 0, utf8.length);
  }

  public int length() {
    return length;
  }

  /** Cuts back to an earlier {@link #length}. */
  public void truncate(int earlierLength) {
    length = earlierLength;
  }

  /** A copy of everything written since {@link #reset}. */
  public byte[] toBytes() {
    return Arrays.copyOf(buffer, length);
  }

  /** The buffer itself, valid up to {@link #length} until the next write. */
  public byte[] buffer() {
    return buffer;
  }

  private void varint(long zigzag) {
    long rest = zigzag;
    while ((rest & ~0x7fL) != 0) {
      buffer[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[length++] = (byte) rest;
  }

  private void fixed(long bits, int bytes) {
    for (int i = 0; i < bytes; i++) {
      buffer[length++] = (byte) (bits >>> (8 * i));
    }
  }

  private void ensure(int more) {
    if (buffer.length - length < more) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
    }
  }
}
