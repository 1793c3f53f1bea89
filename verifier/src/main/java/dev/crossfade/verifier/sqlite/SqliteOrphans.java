package dev.crossfade.verifier.sqlite;

import static dev.crossfade.schemas.TableId.quote;

import dev.crossfade.schemas.NewTable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rows whose foreign key points nowhere, late references left out: these are looked up apart. */
final class SqliteOrphans {

  private SqliteOrphans() {}

  static long count(Connection connection, NewTable table) throws SQLException {
    Set<Integer> late = late(connection, table);
    long orphans = 0;
    try (Statement sql = connection.createStatement();
        ResultSet found =
            sql.executeQuery("PRAGMA foreign_key_check(" + quote(table.id().name()) + ")")) {
      while (found.next()) {
        orphans += late.contains(found.getInt("fkid")) ? 0 : 1;
      }
    }
    return orphans;
  }

  /** The foreign keys that are one late reference each. */
  private static Set<Integer> late(Connection connection, NewTable table) throws SQLException {
    Map<Integer, List<String>> columns = new HashMap<>();
    try (Statement sql = connection.createStatement();
        ResultSet found =
            sql.executeQuery("PRAGMA foreign_key_list(" + quote(table.id().name()) + ")")) {
      while (found.next()) {
        columns
            .computeIfAbsent(found.getInt("id"), id -> new ArrayList<>())
            .add(found.getString("from"));
      }
    }
    Set<Integer> late = new HashSet<>();
    columns.forEach(
        (id, from) -> {
          boolean reference =
              table.columns().stream()
                  .anyMatch(c -> c.late() != null && from.equals(List.of(c.name())));
          if (reference) {
            late.add(id);
          }
        });
    return late;
  }
}
