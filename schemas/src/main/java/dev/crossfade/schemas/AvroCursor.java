package dev.crossfade.schemas;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads bare Avro values one after another. */
final class AvroCursor {

  private final byte[] bytes;
  private int at;

  AvroCursor(byte[] bytes, int from) {
    this.bytes = bytes;
    this.at = from;
  }

  long number() {
    long value = RowView.rawLong(bytes, at);
    at += RowView.rawLongLength(bytes, at);
    return value;
  }

  boolean yes() {
    return bytes[at++] != 0;
  }

  byte[] bytes() {
    int length = (int) number();
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  @Nullable String optionalText() {
    return number() == 0 ? null : text();
  }
}
