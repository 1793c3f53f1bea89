package dev.crossfade.extractor.files;

import org.jspecify.annotations.Nullable;

/** Takes the rows of a file, in any order of tables. */
@FunctionalInterface
public interface RowSink {

  /**
   * Takes one row.
   *
   * @param table its name
   * @param values as PostgreSQL would read them, in the order of the table's columns; null for NULL
   */
  void row(String table, @Nullable String... values);
}
