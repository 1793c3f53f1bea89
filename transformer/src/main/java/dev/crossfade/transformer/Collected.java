package dev.crossfade.transformer;

import dev.crossfade.mapping.execution.Rejection;
import dev.crossfade.mapping.execution.RowMapper;
import dev.crossfade.schemas.Bytes;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a statement made of one old row, in ascending ordinals. Reused. */
final class Collected implements RowMapper.Output {

  /** Up to so many keys are compared one by one. */
  private static final int FEW = 16;

  private final int rowBytesMax;
  private final boolean keepsRows;
  private byte[][] keys = new byte[4][];
  private byte[][] rows = new byte[4][];
  private int[] ordinals = new int[4];
  private int size;
  private int tooLargeBytes;
  private @Nullable Rejection rejection;
  private @Nullable Set<Bytes> keySet;

  /**
   * @param keepsRows whether {@link #row} is asked for
   */
  Collected(int rowBytesMax, boolean keepsRows) {
    this.rowBytesMax = rowBytesMax;
    this.keepsRows = keepsRows;
  }

  void clear() {
    Arrays.fill(keys, 0, size, null);
    Arrays.fill(rows, 0, keepsRows ? size : 0, null);
    size = 0;
    tooLargeBytes = 0;
    rejection = null;
    keySet = null;
  }

  @Override
  public void row(byte[] key, byte[] row, int ordinal) {
    if (key.length + row.length > rowBytesMax) {
      tooLargeBytes = key.length + row.length;
    }
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
      rows = keepsRows ? Arrays.copyOf(rows, size * 2) : rows;
      ordinals = Arrays.copyOf(ordinals, size * 2);
    }
    keys[size] = key;
    if (keepsRows) {
      rows[size] = row;
    }
    ordinals[size++] = ordinal;
  }

  @Override
  public void rejected(Rejection because) {
    rejection = because;
  }

  /** Why the row maps to no rows; null if it was mapped. */
  @Nullable Rejection rejection() {
    return rejection;
  }

  int size() {
    return size;
  }

  byte[] key(int index) {
    return keys[index];
  }

  byte[] row(int index) {
    return rows[index];
  }

  int ordinal(int index) {
    return ordinals[index];
  }

  /** Bytes of a row that no topic takes; 0 if all fit. */
  int tooLargeBytes() {
    return tooLargeBytes;
  }

  boolean hasKey(byte[] key) {
    if (size > FEW) {
      Set<Bytes> set = keySet;
      if (set == null) {
        set = new HashSet<>();
        for (int i = 0; i < size; i++) {
          set.add(Bytes.wrap(keys[i]));
        }
        keySet = set;
      }
      return set.contains(Bytes.wrap(key));
    }
    for (int i = 0; i < size; i++) {
      if (Arrays.equals(keys[i], key)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the row of this ordinal has this key. */
  boolean has(byte[] key, int ordinal) {
    int at = Arrays.binarySearch(ordinals, 0, size, ordinal);
    return at >= 0 && Arrays.equals(keys[at], key);
  }
}
