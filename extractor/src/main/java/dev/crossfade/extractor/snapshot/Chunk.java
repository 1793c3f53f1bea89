package dev.crossfade.extractor.snapshot;

import dev.crossfade.extractor.oldside.Leaf;
import dev.crossfade.schemas.OldTable;
import java.util.OptionalLong;

/**
 * A range of blocks of one leaf.
 *
 * @param fromBlock the first block
 * @param toBlock the block after the last; empty for all that follow, however long the table grows
 */
record Chunk(OldTable table, Leaf leaf, long fromBlock, OptionalLong toBlock) {

  /** The last part of its key in the ledger. */
  String ledgerName() {
    return leaf.id().quoted() + "/" + leaf.filenode() + "/" + fromBlock;
  }

  LedgerEntry done(long rows) {
    return new LedgerEntry(
        leaf.id(),
        leaf.filenode(),
        fromBlock,
        toBlock.isPresent() ? toBlock.getAsLong() : -1,
        rows);
  }
}
