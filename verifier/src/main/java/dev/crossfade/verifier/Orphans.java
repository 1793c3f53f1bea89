package dev.crossfade.verifier;

import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Rows whose foreign key points nowhere, by the constraints that were taken off for the load; late
 * references are {@link UnresolvedReferences}.
 */
final class Orphans {

  private static final String NAMES = "((?:[^()\"]|\"(?:[^\"]|\"\")*\")*)";

  /** As {@code pg_get_constraintdef} writes it. */
  private static final Pattern FOREIGN_KEY =
      Pattern.compile(
          "FOREIGN KEY \\(" + NAMES + "\\) REFERENCES " + NAMES + "\\(" + NAMES + "\\)");

  private Orphans() {}

  /** How many rows of a new table have no parent, over all its other foreign keys. */
  static long count(Connection now, NewTable shape) throws SQLException {
    TableId table = shape.id();
    Set<List<String>> late =
        shape.columns().stream()
            .filter(column -> column.late() != null)
            .map(column -> List.of(column.name()))
            .collect(Collectors.toSet());
    long orphans = 0;
    for (String definition : definitions(now, table)) {
      Matcher parts = FOREIGN_KEY.matcher(definition);
      if (!parts.find()) {
        throw new VerificationException(
            "cannot read the foreign key recorded for " + table + " in crossfade.deferred");
      }
      List<String> columns = names(parts.group(1));
      if (!late.contains(columns.stream().map(Orphans::unquoted).toList())) {
        orphans += count(now, table, columns, parts.group(2), names(parts.group(3)));
      }
    }
    return orphans;
  }

  private static long count(
      Connection now,
      TableId table,
      List<String> columns,
      String parent,
      List<String> parentColumns)
      throws SQLException {
    StringBuilder present = new StringBuilder();
    StringBuilder equal = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      present.append(" AND c.").append(columns.get(i)).append(" IS NOT NULL");
      equal
          .append(i == 0 ? "" : " AND ")
          .append("p.")
          .append(parentColumns.get(i))
          .append(" = c.")
          .append(columns.get(i));
    }
    try (Statement sql = now.createStatement();
        ResultSet found =
            sql.executeQuery(
                "SELECT pg_catalog.count(*) FROM "
                    + table.quoted()
                    + " AS c WHERE NOT EXISTS (SELECT 1 FROM "
                    + parent
                    + " AS p WHERE "
                    + equal
                    + ")"
                    + present)) {
      found.next();
      return found.getLong(1);
    }
  }

  private static List<String> definitions(Connection now, TableId table) throws SQLException {
    List<String> definitions = new ArrayList<>();
    try (PreparedStatement sql =
        now.prepareStatement(
            "SELECT pg_catalog.array_to_string(restore, ' ') FROM crossfade.deferred"
                + " WHERE kind = 'foreign key' AND table_name = ? AND state <> 'finished'")) {
      sql.setString(1, table.quoted());
      try (ResultSet found = sql.executeQuery()) {
        while (found.next()) {
          definitions.add(found.getString(1));
        }
      }
    }
    return definitions;
  }

  private static String unquoted(String name) {
    return name.startsWith("\"")
        ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
        : name;
  }

  /** Splits {@code a, "b, c"} at the commas outside quotes. */
  private static List<String> names(String list) {
    List<String> names = new ArrayList<>();
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i < list.length(); i++) {
      char c = list.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        names.add(list.substring(from, i).strip());
        from = i + 1;
      }
    }
    names.add(list.substring(from).strip());
    return names;
  }
}
