package dev.crossfade.extractor.snapshot;

import dev.crossfade.extractor.oldside.Leaf;
import dev.crossfade.schemas.OldTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/** Divides what the ledger does not hold yet into chunks of about as many rows. */
final class ChunkPlan {

  private static final long END = Long.MAX_VALUE;

  private final long chunkRows;

  ChunkPlan(long chunkRows) {
    this.chunkRows = chunkRows;
  }

  /** The chunks of a leaf that are still to be read, in the order of the file. */
  List<Chunk> missing(OldTable table, Leaf leaf, Collection<LedgerEntry> ledger) {
    List<LedgerEntry> done =
        ledger.stream()
            .filter(entry -> entry.leaf().equals(leaf.id()) && entry.filenode() == leaf.filenode())
            .sorted(Comparator.comparingLong(LedgerEntry::fromBlock))
            .toList();
    List<Chunk> missing = new ArrayList<>();
    long from = 0;
    for (LedgerEntry entry : done) {
      if (entry.fromBlock() > from) {
        divide(table, leaf, from, entry.fromBlock(), missing);
      }
      from = Math.max(from, entry.toBlock() < 0 ? END : entry.toBlock());
    }
    if (from < END) {
      divide(table, leaf, from, END, missing);
    }
    return missing;
  }

  private void divide(OldTable table, Leaf leaf, long from, long to, List<Chunk> into) {
    long step = Math.max(1, (long) (chunkRows / leaf.rowsPerBlock()));
    long at = from;
    while (at < to) {
      // What lies beyond the file's present end is one chunk, almost always empty.
      boolean last = to == END && at + step >= leaf.blocks();
      long next = last ? END : Math.min(to, at + step);
      into.add(
          new Chunk(table, leaf, at, next == END ? OptionalLong.empty() : OptionalLong.of(next)));
      at = next;
    }
  }
}
