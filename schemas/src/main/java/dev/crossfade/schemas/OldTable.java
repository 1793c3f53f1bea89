package dev.crossfade.schemas;

import java.util.List;

/**
 * What the extractor reads of one old table; columns left out and generated columns are not in it.
 *
 * @param columns in the order of the old catalog; this order is the order of the fields in its row
 *     record
 * @param key names of the primary key's columns, in the key's order
 * @param identity how much of the row before the old log must carry
 * @param leaves the partitions that hold the rows, empty unless the table is partitioned
 */
public record OldTable(
    TableId id, List<Column> columns, List<String> key, Identity identity, List<TableId> leaves) {

  /** One column that is read. */
  public record Column(String name, ColumnType type, boolean notNull) {}

  /** Replica identity that the statements reading this table need. */
  public enum Identity {
    /**
     * The primary key before is enough: the table is read by direct statements only, and nothing is
     * TOASTed.
     */
    KEY,
    /** The whole row before. */
    FULL
  }

  public OldTable {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    leaves = List.copyOf(leaves);
    if (key.isEmpty()) {
      throw new IllegalArgumentException(id + " has no primary key");
    }
  }

  /** The place of a column in the row record, from 0; -1 if it is not read. */
  public int indexOf(String column) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(column)) {
        return i;
      }
    }
    return -1;
  }
}
