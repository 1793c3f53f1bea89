package dev.crossfade.transformer;

import dev.crossfade.mapping.execution.Rejection;
import dev.crossfade.mapping.execution.StatementFunction;
import dev.crossfade.schemas.RowView;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one change with a very large fan-out, in a fixed order: every row after asserted,
 * then every row before that is not among them retracted.
 *
 * <p>Holds the keys of the rows after, nothing else; rows are made again for every slice.
 */
final class FanOutSlices implements Step.Slices {

  /** Where messages go. */
  interface Messages {
    void send(Change change, byte[] key, int ordinal, byte @Nullable [] row);
  }

  private final Mapper mapper;
  private final Messages messages;
  private final boolean beforeCounts;
  private final boolean afterCounts;
  private @Nullable PackedKeys keysAfter;

  FanOutSlices(Mapper mapper, Messages messages, boolean beforeCounts, boolean afterCounts) {
    this.mapper = mapper;
    this.messages = messages;
    this.beforeCounts = beforeCounts;
    this.afterCounts = afterCounts;
  }

  @Override
  public long send(Change change, long done, int messagesMax) {
    PackedKeys after = keysAfter;
    if (after == null) {
      after = keysAfter = packAfter(change);
    }
    Window window = new Window(done, done + messagesMax);
    RowView rowAfter = change.view().after();
    if (rowAfter != null && done < after.size()) {
      Rows asserts =
          (key, row, ordinal) -> {
            if (window.next()) {
              messages.send(change, key, ordinal, row);
            }
          };
      mapper.function().apply(rowAfter, asserts);
    } else {
      window.skip(after.size());
    }
    RowView rowBefore = change.view().before();
    if (!window.full() && rowBefore != null && beforeCounts) {
      after.rewind();
      PackedKeys kept = after;
      Rows retracts =
          (key, row, ordinal) -> {
            boolean mine = window.next();
            if (!kept.has(key, ordinal) && mine) {
              messages.send(change, key, ordinal, null);
            }
          };
      mapper.function().apply(rowBefore, retracts);
    }
    return window.full() ? window.to : -1;
  }

  private PackedKeys packAfter(Change change) {
    PackedKeys packed = new PackedKeys();
    RowView rowAfter = change.view().after();
    if (afterCounts && rowAfter != null) {
      mapper.function().apply(rowAfter, packed);
    }
    return packed;
  }

  /** Rows of a function that is known to reject nothing here. */
  private interface Rows extends StatementFunction.Output {
    @Override
    default void rejected(Rejection rejection) {
      throw new IllegalStateException("a statement rejects a row that it has mapped before");
    }
  }

  /** Counts messages and says which of them are this slice's. */
  private static final class Window {
    private final long from;
    private final long to;
    private long at;

    Window(long from, long to) {
      this.from = from;
      this.to = to;
    }

    boolean next() {
      long mine = at++;
      return mine >= from && mine < to;
    }

    void skip(long count) {
      at += count;
    }

    boolean full() {
      return at > to;
    }
  }

  /** Keys by ascending ordinal, one after another in one array. */
  private static final class PackedKeys implements Rows {
    private byte[] bytes = new byte[1 << 16];
    private int[] ends = new int[1 << 12];
    private int[] ordinals = new int[1 << 12];
    private int size;
    private int at;

    @Override
    public void row(byte[] key, byte[] row, int ordinal) {
      int start = size == 0 ? 0 : ends[size - 1];
      if (bytes.length - start < key.length) {
        bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, start + key.length));
      }
      if (size == ends.length) {
        ends = Arrays.copyOf(ends, size * 2);
        ordinals = Arrays.copyOf(ordinals, size * 2);
      }
      System.arraycopy(key, 0, bytes, start, key.length);
      ends[size] = start + key.length;
      ordinals[size++] = ordinal;
    }

    int size() {
      return size;
    }

    void rewind() {
      at = 0;
    }

    /** Whether the row of this ordinal has this key; asked in ascending ordinals. */
    boolean has(byte[] key, int ordinal) {
      while (at < size && ordinals[at] < ordinal) {
        at++;
      }
      int start = at == 0 ? 0 : ends[at - 1];
      return at < size
          && ordinals[at] == ordinal
          && Arrays.equals(bytes, start, ends[at], key, 0, key.length);
    }
  }
}
