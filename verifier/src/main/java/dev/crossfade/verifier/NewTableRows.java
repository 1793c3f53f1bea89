package dev.crossfade.verifier;

import dev.crossfade.verifier.RowTexts.Row;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;

/**
 * The rows of one new table: keys and values as the texts that the old PostgreSQL gives for the
 * expected ones, buckets and hashes as it computes them.
 */
public interface NewTableRows {

  /** {@code mask} is a power of two, less one. */
  Fingerprints fingerprints(int mask) throws SQLException;

  Map<String, Row> inBuckets(int mask, Collection<Integer> buckets) throws SQLException;

  Map<String, Row> ofKeys(Collection<String> keys) throws SQLException;

  /** Its late references without a parent. */
  UnresolvedReferences unresolved();

  /** Rows without a parent, those that {@link #unresolved} has found included. */
  long orphans() throws SQLException;
}
