package dev.crossfade.extractor.staging;

import dev.crossfade.extractor.files.FileTable;
import dev.crossfade.schemas.TableId;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements that bring a table to what has come in beside it. Values are compared as text, so
 * that a numeric's scale is a difference, too.
 *
 * @param incoming quoted name of the temporary table
 */
record IncomingTable(FileTable table, TableId staged, String incoming) {

  static IncomingTable of(FileTable table, String schema, int number) {
    return new IncomingTable(table, new TableId(schema, table.name()), "crossfade_in_" + number);
  }

  String create() {
    return "CREATE TEMPORARY TABLE "
        + incoming
        + " (LIKE "
        + staged.quoted()
        + " INCLUDING COMMENTS) ON COMMIT DROP";
  }

  String copy() {
    return "COPY " + incoming + " (" + names(columns(), "") + ") FROM STDIN";
  }

  String key() {
    return "ALTER TABLE " + incoming + " ADD PRIMARY KEY (" + names(table.key(), "") + ")";
  }

  String analyze() {
    return "ANALYZE " + incoming;
  }

  String delete() {
    return "DELETE FROM "
        + staged.quoted()
        + " s WHERE NOT EXISTS (SELECT FROM "
        + incoming
        + " i WHERE "
        + sameKey()
        + ")";
  }

  /** Empty if the key is all there is. */
  String update() {
    List<String> others = columns().stream().filter(c -> !table.key().contains(c)).toList();
    if (others.isEmpty()) {
      return "";
    }
    return "UPDATE "
        + staged.quoted()
        + " s SET "
        + others.stream().map(c -> quote(c) + " = i." + quote(c)).collect(Collectors.joining(", "))
        + " FROM "
        + incoming
        + " i WHERE "
        + sameKey()
        + " AND ROW("
        + texts(columns(), "s")
        + ") IS DISTINCT FROM ROW("
        + texts(columns(), "i")
        + ")";
  }

  String insert() {
    return "INSERT INTO "
        + staged.quoted()
        + " ("
        + names(columns(), "")
        + ") SELECT "
        + names(columns(), "i.")
        + " FROM "
        + incoming
        + " i WHERE NOT EXISTS (SELECT FROM "
        + staged.quoted()
        + " s WHERE "
        + sameKey()
        + ")";
  }

  private String sameKey() {
    return table.key().stream()
        .map(c -> "s." + quote(c) + " = i." + quote(c))
        .collect(Collectors.joining(" AND "));
  }

  private List<String> columns() {
    return table.columns().stream().map(FileTable.Column::name).toList();
  }

  private static String names(List<String> columns, String prefix) {
    return columns.stream().map(c -> prefix + quote(c)).collect(Collectors.joining(", "));
  }

  private static String texts(List<String> columns, String of) {
    return columns.stream()
        .map(c -> of + "." + quote(c) + "::text")
        .collect(Collectors.joining(", "));
  }

  private static String quote(String column) {
    return TableId.quote(column);
  }
}
