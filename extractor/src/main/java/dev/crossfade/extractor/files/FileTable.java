package dev.crossfade.extractor.files;

import dev.crossfade.schemas.TableId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A table that a file holds, as PostgreSQL would have it.
 *
 * @param name exact, not quoted
 * @param columns in the order in which {@link RowSink} gets their values
 * @param key names of the columns that tell one row from another, none of them ever null
 */
public record FileTable(String name, List<Column> columns, List<String> key) {

  /**
   * One column.
   *
   * @param type as in CREATE TABLE: {@code bigint}, {@code text[]}
   */
  public record Column(String name, String type, boolean notNull) {}

  public FileTable {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    Set<String> names = columns.stream().map(Column::name).collect(Collectors.toSet());
    if (names.size() != columns.size()) {
      throw new IllegalArgumentException("table " + name + " names a column twice");
    }
    if (key.isEmpty() || !names.containsAll(key) || new HashSet<>(key).size() != key.size()) {
      throw new IllegalArgumentException("table " + name + " has no key among its columns");
    }
  }

  /** The same table with other types, by column. */
  public FileTable withTypes(Map<String, String> types) {
    return new FileTable(
        name,
        columns.stream()
            .map(c -> new Column(c.name(), types.getOrDefault(c.name(), c.type()), c.notNull()))
            .toList(),
        key);
  }

  /** The statement that makes the table in a schema. */
  public String ddl(String schema) {
    String all =
        columns.stream()
            .map(
                c ->
                    TableId.quote(c.name())
                        + " "
                        + c.type()
                        + (c.notNull() || isKey(c) ? " NOT NULL" : ""))
            .collect(Collectors.joining(", "));
    return "CREATE TABLE "
        + new TableId(schema, name).quoted()
        + " ("
        + all
        + ", PRIMARY KEY ("
        + key.stream().map(TableId::quote).collect(Collectors.joining(", "))
        + "))";
  }

  private boolean isKey(Column column) {
    return key.contains(column.name());
  }
}
