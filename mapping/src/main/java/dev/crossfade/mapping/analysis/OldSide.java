package dev.crossfade.mapping.analysis;

import dev.crossfade.schemas.TableId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The old tables as the mapping may read them, and what it has read so far. */
final class OldSide {

  private final Catalog catalog;
  private final Map<TableId, Set<String>> leftOutColumns;
  private final Map<TableId, Set<String>> read = new HashMap<>();

  OldSide(Catalog catalog, Map<TableId, Set<String>> leftOutColumns) {
    this.catalog = catalog;
    this.leftOutColumns = leftOutColumns;
  }

  Catalog catalog() {
    return catalog;
  }

  boolean isLeftOut(TableId table, String column) {
    return leftOutColumns.getOrDefault(table, Set.of()).contains(column);
  }

  /** The columns of a table's row record: neither left out nor generated. */
  List<Catalog.Column> columns(Catalog.Relation table) {
    return table.columns().stream()
        .filter(c -> c.generated() == null && !isLeftOut(table.id(), c.name()))
        .toList();
  }

  /** The place of a column in the row record, from 0; -1 if it is left out. */
  int indexOf(Catalog.Relation table, Catalog.Column column) {
    return columns(table).indexOf(column);
  }

  void noteRead(TableId table) {
    read.computeIfAbsent(table, t -> new TreeSet<>());
  }

  void noteRead(TableId table, String column) {
    read.computeIfAbsent(table, t -> new TreeSet<>()).add(column);
  }

  Set<TableId> tablesRead() {
    return new TreeSet<>(read.keySet());
  }

  Set<String> columnsRead(TableId table) {
    return read.getOrDefault(table, Set.of());
  }
}
