package dev.crossfade.loader;

import dev.crossfade.schemas.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What arrived last for a key in a batch.
 *
 * @param key the record's key
 * @param value the row record; null if the row is gone
 * @param committedAtMillis when the old transaction committed
 */
public record Row(
    Bytes key, @Nullable Bytes value, int partition, long committedAtMillis, boolean snapshot) {

  /** The row record of a row that is not gone. */
  public byte[] present() {
    return java.util.Objects.requireNonNull(value).array();
  }
}
