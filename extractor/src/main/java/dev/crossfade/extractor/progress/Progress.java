package dev.crossfade.extractor.progress;

import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.TableId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts what was read, per old table. Safe for use by several threads. */
public final class Progress {

  private final Map<TableId, TableCount> tables = new LinkedHashMap<>();

  public Progress(Collection<OldTable> oldTables) {
    oldTables.forEach(table -> tables.put(table.id(), new TableCount()));
  }

  /**
   * The count of one table.
   *
   * @throws IllegalArgumentException if the plan reads no such table
   */
  public TableCount of(TableId table) {
    TableCount count = tables.get(table);
    if (count == null) {
      throw new IllegalArgumentException("the plan reads no old table " + table);
    }
    return count;
  }

  public Map<TableId, TableCount> tables() {
    return Map.copyOf(tables);
  }

  /** Says of every table that its snapshot is complete. */
  public void snapshotDone() {
    tables.values().forEach(TableCount::snapshotDone);
  }
}
