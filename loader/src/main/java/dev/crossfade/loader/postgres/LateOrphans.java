package dev.crossfade.loader.postgres;

import static dev.crossfade.schemas.TableId.quote;

import dev.crossfade.loader.KeyInWords;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows whose late reference was given an id that no row of the table looked into has: the parent is
 * not there (yet).
 *
 * <p>Meant for a moment when everything is drained; before that a parent may still be on its way.
 */
public final class LateOrphans {

  private static final String NULLABLE =
      "SELECT NOT a.attnotnull FROM pg_catalog.pg_attribute a"
          + " WHERE a.attrelid = ?::pg_catalog.regclass AND a.attname = ?";

  private LateOrphans() {}

  /**
   * The orphans of one late reference.
   *
   * @param newTable {@code TableId.quoted} of the table that holds the reference
   * @param column the column that refers
   * @param nullable whether {@link #settle} can set it to NULL, as the SELECT would have it
   * @param rows how many there are
   * @param keys the keys of the first of them as JSON, sensitive columns hidden
   */
  public record Orphans(
      String newTable, String column, boolean nullable, long rows, List<String> keys) {
    public Orphans {
      keys = List.copyOf(keys);
    }
  }

  /** Every late reference that has orphans, with the keys of at most {@code keysMax} of them. */
  public static List<Orphans> list(Connection connection, MigrationPlan plan, int keysMax)
      throws SQLException {
    List<Orphans> all = new ArrayList<>();
    for (NewTable table : plan.newTables()) {
      for (NewTable.Column column : table.columns()) {
        NewTable.LateReference late = column.late();
        if (late == null) {
          continue;
        }
        long rows = count(connection, table, column, late);
        if (rows > 0) {
          all.add(
              new Orphans(
                  table.id().quoted(),
                  column.name(),
                  nullable(connection, table, column),
                  rows,
                  keys(connection, plan, table, column, late, keysMax)));
        }
      }
    }
    return all;
  }

  /**
   * Sets the references of orphans to NULL where the column allows it, in the transaction of the
   * caller; the session must be let through the guard, which this does.
   *
   * @return how many rows were changed; orphans in NOT NULL columns stay for {@link #list}
   */
  public static long settle(Connection connection, MigrationPlan plan) throws SQLException {
    Guard.pass(connection);
    long changed = 0;
    for (NewTable table : plan.newTables()) {
      for (NewTable.Column column : table.columns()) {
        NewTable.LateReference late = column.late();
        if (late != null
            && !table.key().contains(column.name())
            && nullable(connection, table, column)) {
          try (Statement statement = connection.createStatement()) {
            changed +=
                statement.executeUpdate(
                    "UPDATE "
                        + table.id().quoted()
                        + " c SET "
                        + quote(column.name())
                        + " = NULL WHERE "
                        + orphaned(column, late));
          }
        }
      }
    }
    return changed;
  }

  private static String orphaned(NewTable.Column column, NewTable.LateReference late) {
    String name = "c." + quote(column.name());
    return name
        + " IS NOT NULL AND NOT EXISTS (SELECT FROM "
        + late.table().quoted()
        + " p WHERE p."
        + quote(late.id())
        + " = "
        + name
        + ")";
  }

  private static long count(
      Connection connection, NewTable table, NewTable.Column column, NewTable.LateReference late)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM "
                    + table.id().quoted()
                    + " c WHERE "
                    + orphaned(column, late))) {
      row.next();
      return row.getLong(1);
    }
  }

  private static List<String> keys(
      Connection connection,
      MigrationPlan plan,
      NewTable table,
      NewTable.Column column,
      NewTable.LateReference late,
      int keysMax)
      throws SQLException {
    KeyInWords words = new KeyInWords(plan, table);
    List<String> keys = new ArrayList<>();
    String select =
        "SELECT "
            + table.key().stream()
                .map(key -> "c." + quote(key) + "::text")
                .collect(Collectors.joining(", "))
            + " FROM "
            + table.id().quoted()
            + " c WHERE "
            + orphaned(column, late)
            + " LIMIT "
            + keysMax;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(select)) {
      while (rows.next()) {
        List<@Nullable String> values = new ArrayList<>();
        for (int i = 1; i <= table.key().size(); i++) {
          values.add(rows.getString(i));
        }
        keys.add(words.of(values));
      }
    }
    return keys;
  }

  private static boolean nullable(Connection connection, NewTable table, NewTable.Column column)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(NULLABLE)) {
      statement.setString(1, table.id().quoted());
      statement.setString(2, column.name());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }
}
