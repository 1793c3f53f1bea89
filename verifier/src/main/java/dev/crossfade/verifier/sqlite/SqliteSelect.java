package dev.crossfade.verifier.sqlite;

import static dev.crossfade.schemas.TableId.quote;

import dev.crossfade.schemas.NewTable;
import dev.crossfade.verifier.TableShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The SELECT over a table of the file: for each compared column its value, then the id that has no
 * row, if it is a reference to none.
 */
final class SqliteSelect {

  private SqliteSelect() {}

  static String of(TableShape shape) {
    NewTable table = shape.table();
    List<String> items = new ArrayList<>();
    for (TableShape.Compared column : shape.columns()) {
      String own = "n." + quote(column.newColumn());
      if (column.naturalKeyColumn() == null) {
        items.add(own + ", NULL");
      } else {
        String parent = parent(column.newColumn());
        NewTable.Column referring = table.columns().get(table.indexOf(column.newColumn()));
        String id = parent + "." + quote(Objects.requireNonNull(referring.late()).id());
        items.add(
            parent
                + "."
                + quote(column.naturalKeyColumn())
                + ", CASE WHEN "
                + id
                + " IS NULL THEN "
                + own
                + " END");
      }
    }
    StringBuilder from = new StringBuilder(quote(table.id().name())).append(" AS n");
    for (NewTable.Column column : table.columns()) {
      NewTable.LateReference late = column.late();
      if (late != null) {
        String parent = parent(column.name());
        from.append(" LEFT JOIN ")
            .append(quote(late.table().name()))
            .append(" AS ")
            .append(parent)
            .append(" ON ")
            .append(parent)
            .append('.')
            .append(quote(late.id()))
            .append(" = n.")
            .append(quote(column.name()));
      }
    }
    return "SELECT " + String.join(", ", items) + " FROM " + from;
  }

  private static String parent(String column) {
    return quote("late " + column);
  }
}
