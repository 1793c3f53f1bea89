package dev.crossfade.extractor.archive;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Told what a table's JSON holds, in its order. */
interface TableContent {

  /**
   * A table begins.
   *
   * @param types as the file says them, null where it does not
   * @param key as the file says it, empty if it does not
   */
  void table(String name, List<String> columns, List<@Nullable String> types, List<String> key);

  /**
   * One row of the table that began last.
   *
   * @param values in the order of the columns, valid during the call
   */
  void row(JsonValue[] values);

  /** The table ends; it held {@code rows} rows, as it says of itself. */
  void end(long rows);
}
