package dev.crossfade.operator.demo.tux.live;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one table that a shift knows by key, and what it does to one of them. Keys are
 * bigints.
 */
final class KnownRows {

  private final Desk desk;
  private final Mends mends;
  private final String table;
  private final List<String> keyColumns;
  private final String whereKey;
  private final Pool<List<Long>> keys = new Pool<>();

  /**
   * @param table its name as SQL writes it, quoted
   */
  KnownRows(Desk desk, Mends mends, String table, String... keyColumns) {
    this.desk = desk;
    this.mends = mends;
    this.table = table;
    this.keyColumns = List.of(keyColumns);
    this.whereKey = " WHERE " + String.join(" = ? AND ", keyColumns) + " = ?";
  }

  /** Learns the keys that meet a condition, at most {@link Desk#KEYS_MAX}. */
  void learn(String condition) throws SQLException {
    String columns = String.join(", ", keyColumns);
    desk.sql()
        .each(
            row -> {
              List<Long> key = new ArrayList<>();
              for (int i = 1; i <= keyColumns.size(); i++) {
                key.add(row.getLong(i));
              }
              keys.add(List.copyOf(key));
            },
            "SELECT %s FROM %s WHERE %s ORDER BY %s LIMIT %d"
                .formatted(columns, table, condition, columns, Desk.KEYS_MAX));
  }

  Optional<List<Long>> pick() {
    return keys.pick(desk.dice());
  }

  /** Knows a row that this transaction has made. */
  void made(Long... key) {
    desk.onCommit(() -> keys.add(List.of(key)));
  }

  /**
   * Updates one row; {@code values} stand for the question marks of {@code assignments}. Returns
   * the rows changed, 0 or 1.
   */
  int update(String assignments, @Nullable Object... values) throws SQLException {
    List<Long> key = pick().orElse(null);
    return key == null ? 0 : update(key, assignments, values);
  }

  int update(List<Long> key, String assignments, @Nullable Object... values) throws SQLException {
    List<@Nullable Object> all = new ArrayList<>();
    Collections.addAll(all, values);
    all.addAll(key);
    int changed =
        desk.sql().update("UPDATE " + table + " SET " + assignments + whereKey, all.toArray());
    if (changed == 0) {
      desk.onCommit(() -> keys.remove(key));
    }
    return changed;
  }

  /** Deletes one row. Returns the rows deleted, 0 or 1. */
  int delete() throws SQLException {
    List<Long> key = pick().orElse(null);
    if (key == null) {
      return 0;
    }
    desk.onCommit(() -> keys.remove(key));
    return desk.sql().update("DELETE FROM " + table + whereKey, key.toArray());
  }

  /** Gives one row another primary key: the column {@code column} becomes {@code id}. */
  int rekey(String column, long id) throws SQLException {
    List<Long> key = pick().orElse(null);
    if (key == null) {
      return 0;
    }
    int changed = update(key, column + " = ?", id);
    if (changed > 0) {
      List<Long> moved = new ArrayList<>(key);
      moved.set(keyColumns.indexOf(column), id);
      desk.onCommit(() -> keys.remove(key));
      desk.onCommit(() -> keys.add(List.copyOf(moved)));
    }
    return changed;
  }

  /** Spoils one row; some time later {@code mending} sets it right. */
  int spoil(String spoiling, String mending) throws SQLException {
    List<Long> key = pick().orElse(null);
    if (key == null) {
      return 0;
    }
    int changed = update(key, spoiling);
    if (changed > 0) {
      desk.onCommit(() -> mends.needed(this, key, mending));
    }
    return changed;
  }
}
