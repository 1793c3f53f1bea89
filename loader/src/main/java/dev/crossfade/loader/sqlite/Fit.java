package dev.crossfade.loader.sqlite;

import dev.crossfade.databases.sqlite.SqliteCatalog;
import dev.crossfade.databases.sqlite.SqliteTable;
import dev.crossfade.loader.LoaderException;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether a SQLite file can hold what a plan writes. */
final class Fit {

  private static final Set<String> TYPES = Set.of("int8", "float8", "text", "bytea", "numeric");

  private Fit() {}

  /** What no SQLite file can hold, each in a sentence. */
  static List<String> refusals(MigrationPlan plan) {
    List<String> refusals = new ArrayList<>();
    for (NewTable table : plan.newTables()) {
      for (NewTable.Column column : table.columns()) {
        String name = table.id().name() + "." + column.name();
        if (!TYPES.contains(column.type().base())) {
          refusals.add(name + " is " + column.type().display() + ", which SQLite has no type for");
        }
      }
    }
    return refusals;
  }

  /**
   * Refuses a plan that the tables of the file do not fit.
   *
   * @throws LoaderException with the first that is wrong
   */
  static void require(Connection connection, MigrationPlan plan) throws SQLException {
    List<String> refusals = refusals(plan);
    if (!refusals.isEmpty()) {
      throw new LoaderException(String.join("; ", refusals));
    }
    List<SqliteTable> tables = SqliteCatalog.read(connection);
    for (NewTable table : plan.newTables()) {
      SqliteTable found =
          tables.stream()
              .filter(each -> each.name().equals(table.id().name()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new LoaderException(
                          "the new table " + table.id().name() + " is not in the file"));
      if (found.keys().stream().noneMatch(key -> isOf(key, table))) {
        throw new LoaderException(
            table.id().name()
                + " has no unique index of exactly the columns "
                + String.join(", ", table.key())
                + ", whole and compared byte by byte: add a primary key or a UNIQUE constraint"
                + " (without COLLATE)");
      }
      if (table.givenId() != null && !isNumbered(found, table.givenId())) {
        throw new LoaderException(
            table.id().name()
                + "."
                + table.givenId()
                + " is no INTEGER PRIMARY KEY, so SQLite gives out no numbers for late references"
                + " to find: make it one");
      }
    }
  }

  private static boolean isOf(SqliteTable.Key key, NewTable table) {
    return new HashSet<>(key.columns()).equals(new HashSet<>(table.key()));
  }

  private static boolean isNumbered(SqliteTable table, String column) {
    return table
        .column(column)
        .filter(each -> each.filled() == SqliteTable.Filled.ROWID)
        .isPresent();
  }
}
