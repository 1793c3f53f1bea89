package dev.crossfade.operator.demo.crearis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One table of the old database, in memory: rows by id, values as JSON has them. */
public final class TheaterTable {

  private final List<String> columns;
  private final Map<String, Map<String, @Nullable Object>> rows = new LinkedHashMap<>();

  TheaterTable(List<String> columns) {
    this.columns = List.copyOf(columns);
  }

  List<String> columns() {
    return columns;
  }

  /** All rows, as they may be changed; their ids may not. */
  public Collection<Map<String, @Nullable Object>> rows() {
    return rows.values();
  }

  /**
   * The row of an id, as it may be changed.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Map<String, @Nullable Object> row(String id) {
    Map<String, @Nullable Object> row = rows.get(id);
    if (row == null) {
      throw new IllegalArgumentException("no row " + id);
    }
    return row;
  }

  public boolean has(@Nullable Object id) {
    return id != null && rows.containsKey(id.toString());
  }

  /**
   * Puts a row, which names its id and no column that the table lacks, in the place of an older.
   */
  public void put(Map<String, ? extends @Nullable Object> row) {
    if (!columns.containsAll(row.keySet())) {
      throw new IllegalArgumentException("a row with other columns than " + columns);
    }
    Map<String, @Nullable Object> whole = new LinkedHashMap<>();
    columns.forEach(column -> whole.put(column, row.get(column)));
    rows.put(String.valueOf(row.get("id")), whole);
  }

  public void remove(String id) {
    rows.remove(id);
  }

  /** The id of the row at a place, wherever it is counted from. */
  String idAt(int place) {
    return new ArrayList<>(rows.keySet()).get(Math.floorMod(place, rows.size()));
  }

  int size() {
    return rows.size();
  }
}
