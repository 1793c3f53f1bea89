package dev.crossfade.extractor.snapshot;

import dev.crossfade.schemas.TableId;

/**
 * A chunk whose rows are in the topics.
 *
 * @param filenode the file it was read from: if the leaf has another one now, the chunk is worth
 *     nothing
 * @param toBlock the block after the last, -1 for all that followed
 * @param rows how many it held
 */
public record LedgerEntry(TableId leaf, long filenode, long fromBlock, long toBlock, long rows) {}
