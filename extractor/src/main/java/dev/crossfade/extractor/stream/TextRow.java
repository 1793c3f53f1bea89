package dev.crossfade.extractor.stream;

import org.jspecify.annotations.Nullable;

/** One row of the old log, its values as PostgreSQL's own text; valid during one call. */
public interface TextRow {

  /** The text of a column by its place in the table's description; null for NULL. */
  @Nullable String text(int column);

  /** Whether the log leaves the value out because it did not change. */
  boolean isUnchanged(int column);
}
