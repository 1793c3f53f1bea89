package dev.crossfade.extractor.oldside;

import dev.crossfade.schemas.TableId;

/**
 * A table or partition that holds rows itself.
 *
 * @param filenode its file's number: another one after VACUUM FULL, CLUSTER, a rewrite or TRUNCATE
 * @param blocks its length now
 * @param rows the catalog's estimate, at least 0
 */
public record Leaf(TableId id, long filenode, long blocks, double rows) {

  /** How many rows a block holds; a guess of 60 for a table that was never analysed. */
  public double rowsPerBlock() {
    return blocks == 0 || rows <= 0 ? 60 : Math.max(rows / blocks, 0.01);
  }
}
