package dev.crossfade.operator.archive;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table as an archive describes it.
 *
 * @param columns in the order of the values of a row
 * @param key the columns that tell rows apart; empty for {@code id}, else {@code xmlid}
 */
public record ArchiveTable(String name, List<Column> columns, List<String> key) {

  /**
   * One column.
   *
   * @param type as in CREATE TABLE; null where the values say enough
   */
  public record Column(String name, @Nullable String type) {}

  public ArchiveTable {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
  }
}
