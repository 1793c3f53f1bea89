package dev.crossfade.schemas;

import java.util.Arrays;

/**
 * Avro single-object encoding: {@code C3 01}, the schema's CRC-64 fingerprint (little endian), the
 * body.
 */
public final class SingleObject {

  public static final int HEADER_LENGTH = 10;

  private SingleObject() {}

  public static byte[] header(long fingerprint) {
    byte[] header = new byte[HEADER_LENGTH];
    header[0] = (byte) 0xC3;
    header[1] = 0x01;
    for (int i = 0; i < 8; i++) {
      header[2 + i] = (byte) (fingerprint >>> (8 * i));
    }
    return header;
  }

  /**
   * The fingerprint a record names.
   *
   * @throws WireFormatException if the bytes are no single-object record
   */
  public static long fingerprint(byte[] bytes) {
    if (bytes.length < HEADER_LENGTH || bytes[0] != (byte) 0xC3 || bytes[1] != 0x01) {
      throw new WireFormatException("not an Avro single-object record");
    }
    long fingerprint = 0;
    for (int i = 7; i >= 0; i--) {
      fingerprint = (fingerprint << 8) | (bytes[2 + i] & 0xffL);
    }
    return fingerprint;
  }

  static boolean startsWith(byte[] bytes, byte[] header) {
    return bytes.length >= HEADER_LENGTH
        && Arrays.equals(bytes, 0, HEADER_LENGTH, header, 0, HEADER_LENGTH);
  }
}
