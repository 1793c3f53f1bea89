package dev.crossfade.databases.sqlite;

import java.util.List;
import java.util.Optional;

/**
 * A table of a SQLite file.
 *
 * @param strict whether it refuses values of another type
 * @param columns in their order
 * @param keys the primary key first; only those that a row can be found by: partial ones, those
 *     over expressions and those that take different texts for equal are not here
 */
public record SqliteTable(
    String name, boolean strict, boolean withoutRowid, List<Column> columns, List<Key> keys) {

  public SqliteTable {
    columns = List.copyOf(columns);
    keys = List.copyOf(keys);
  }

  /**
   * A column.
   *
   * @param declaredType as it is written; empty if there is none
   * @param storage what that makes it good for
   * @param notNull whether it refuses NULL; a primary key's columns count, though SQLite itself
   *     lets NULL into those of an ordinary table
   * @param filled who gives the value where an INSERT does not
   */
  public record Column(
      String name, String declaredType, SqliteStorage storage, boolean notNull, Filled filled) {}

  /** Who gives a column's value. */
  public enum Filled {
    /** NULL where the INSERT says nothing. */
    NOT,
    DEFAULT,
    /** INTEGER PRIMARY KEY: the next number. */
    ROWID,
    /** Computed; nobody can write it. */
    GENERATED
  }

  /** A primary or unique key. */
  public record Key(List<String> columns, boolean primary) {
    public Key {
      columns = List.copyOf(columns);
    }
  }

  public Optional<Key> primaryKey() {
    return keys.stream().filter(Key::primary).findFirst();
  }

  public Optional<Column> column(String column) {
    return columns.stream().filter(c -> c.name().equals(column)).findFirst();
  }
}
