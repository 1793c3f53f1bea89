package dev.crossfade.extractor.progress;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What was read of one old table. Safe for use by several threads. */
public final class TableCount {

  private final LongAdder snapshotRows = new LongAdder();
  private final LongAdder changes = new LongAdder();
  private final AtomicLong rowsTotal = new AtomicLong(-1);
  private final AtomicInteger chunksLeft = new AtomicInteger();
  private volatile boolean snapshotDone;

  public void addSnapshotRows(long rows) {
    snapshotRows.add(rows);
  }

  public void addChange() {
    changes.increment();
  }

  /** Tells how many rows the catalog expects. */
  public void expectRows(long rows) {
    rowsTotal.set(rows);
  }

  /** Tells that more chunks wait to be read. */
  public void expectChunks(int chunks) {
    chunksLeft.addAndGet(chunks);
  }

  /** Tells that a chunk was read, or need not be any more. */
  public void chunkDone() {
    if (chunksLeft.decrementAndGet() == 0) {
      snapshotDone = true;
    }
  }

  void snapshotDone() {
    snapshotDone = true;
  }

  public long rows() {
    return snapshotRows.sum() + changes.sum();
  }

  public long changes() {
    return changes.sum();
  }

  /** The catalog's estimate, -1 if it was not asked. */
  public long rowsTotal() {
    return rowsTotal.get();
  }

  public boolean isSnapshotDone() {
    return snapshotDone;
  }
}
