package dev.crossfade.loader.sqlite;

import static dev.crossfade.schemas.TableId.quote;

import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The statements that write one table. */
record TableStatements(NewTable table) {

  /**
   * One parameter for each column of the plan, and one for the id if it is given out. OR ABORT: a
   * constraint of the table may say IGNORE or REPLACE.
   */
  String upsert() {
    List<String> columns = new ArrayList<>();
    table.columns().forEach(column -> columns.add(quote(column.name())));
    if (table.givenId() != null) {
      columns.add(quote(table.givenId()));
    }
    List<String> set =
        table.columns().stream()
            .map(NewTable.Column::name)
            .filter(name -> !table.key().contains(name))
            .map(name -> quote(name) + " = excluded." + quote(name))
            .toList();
    return "INSERT OR ABORT INTO "
        + quote(table.id().name())
        + " ("
        + String.join(", ", columns)
        + ") VALUES ("
        + columns.stream().map(column -> "?").collect(Collectors.joining(", "))
        + ") ON CONFLICT ("
        + table.key().stream().map(TableId::quote).collect(Collectors.joining(", "))
        + ") DO "
        + (set.isEmpty() ? "NOTHING" : "UPDATE SET " + String.join(", ", set));
  }

  /** One parameter for each column of the key. */
  String delete() {
    return "DELETE FROM " + quote(table.id().name()) + " WHERE " + equal(table.key());
  }

  /** The keys of the rows that have these values: one parameter for each column. */
  String holders(List<String> columns) {
    return "SELECT "
        + table.key().stream()
            .map(key -> "CAST(" + quote(key) + " AS TEXT)")
            .collect(Collectors.joining(", "))
        + " FROM "
        + quote(table.id().name())
        + " WHERE "
        + equal(columns)
        + " LIMIT 1";
  }

  private static String equal(List<String> columns) {
    return columns.stream().map(name -> quote(name) + " = ?").collect(Collectors.joining(" AND "));
  }
}
