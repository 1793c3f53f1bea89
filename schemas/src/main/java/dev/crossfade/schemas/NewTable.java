package dev.crossfade.schemas;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sink description: what the loader must know to write one new table.
 *
 * @param columns the columns of the INSERT lists, in that order; this order is the order of the
 *     fields in its row record
 * @param key columns (all among {@code columns}) that tell the rows apart: the primary key, or the
 *     ON CONFLICT columns
 * @param conflict what several living origins of one key mean
 * @param path whether rows come straight from the old rows or through the write step
 * @param givenId the generated column whose value {@code crossfade.ids} gives out by the key, or
 *     null if no late reference points here
 * @param feeders the topics whose markers arrive in this table's topic; a marker has arrived in a
 *     partition when it came from every partition of every feeder
 */
public record NewTable(
    TableId id,
    List<Column> columns,
    List<String> key,
    Conflict conflict,
    Path path,
    @Nullable String givenId,
    List<String> feeders) {

  /**
   * One column that is written.
   *
   * @param late set if the value is an id that only the new database knows; {@code type.wire()} is
   *     still that of the id
   * @param overriding whether the column is GENERATED ALWAYS AS IDENTITY (written with OVERRIDING
   *     SYSTEM VALUE)
   */
  public record Column(
      String name,
      ColumnType type,
      boolean notNull,
      boolean overriding,
      @Nullable LateReference late) {

    /** How the field travels: a nested record for a late reference. */
    public WireType wire() {
      return late == null ? type.wire() : WireType.LATE;
    }
  }

  /**
   * A foreign key's value looked up in the new database.
   *
   * @param table the new table looked into
   * @param id its generated column
   * @param key its natural key, a unique key of it; the nested record has these fields in this
   *     order
   */
  public record LateReference(TableId table, String id, List<KeyColumn> key) {
    public LateReference {
      key = List.copyOf(key);
    }
  }

  /** One column of a natural key, with the type it has in the table looked into. */
  public record KeyColumn(String name, ColumnType type) {}

  /** What happens when two living origins make the same key. */
  public enum Conflict {
    /**
     * {@code ON CONFLICT … DO UPDATE}: the last in the order (statement, old key, ordinal) wins.
     */
    LAST_WINS,
    /** No ON CONFLICT: the first in that order stands, the others are dead letters 23505. */
    FIRST_STANDS
  }

  /** How rows reach this table. */
  public enum Path {
    DIRECT,
    ARRANGED
  }

  public NewTable {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    feeders = List.copyOf(feeders);
  }

  /** The place of a column in the row record, from 0; -1 if it is not written. */
  public int indexOf(String column) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(column)) {
        return i;
      }
    }
    return -1;
  }
}
