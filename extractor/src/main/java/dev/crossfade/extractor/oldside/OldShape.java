package dev.crossfade.extractor.oldside;

import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the mapping relies on in the old catalog, so that a change of it is met before a row is.
 *
 * @param tables by {@code TableId.quoted()}
 */
public record OldShape(Map<String, Table> tables) {

  /** Its key in the control topic. */
  public static final String CONTROL_KEY = "old-shape";

  /**
   * One planned table.
   *
   * @param columns the planned columns by name
   * @param key the primary key's columns in its order
   * @param parts the table and its partitions at every level, by quoted name
   */
  public record Table(Map<String, Column> columns, List<String> key, Map<String, Part> parts) {
    public Table {
      columns = Map.copyOf(columns);
      key = List.copyOf(key);
      parts = Map.copyOf(parts);
    }
  }

  /**
   * One planned column.
   *
   * @param number a column dropped and made again has another
   * @param labels an enum's, in order
   */
  public record Column(int number, String type, List<String> labels) {
    public Column {
      labels = List.copyOf(labels);
    }
  }

  /**
   * A table or a partition at any level.
   *
   * @param leaf whether it holds rows itself
   * @param identity {@code relreplident}
   * @param filenode another one after any rewrite
   * @param definition changes with the definition of a column, not with VACUUM FULL
   */
  public record Part(boolean leaf, String identity, long filenode, String definition) {}

  private static final String COLUMNS =
      """
      SELECT a.attname, a.attnum, format_type(a.atttypid, a.atttypmod),
             array(SELECT e.enumlabel FROM pg_enum e
                   WHERE e.enumtypid IN (t.oid, t.typbasetype) ORDER BY e.enumsortorder)
      FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
      WHERE a.attrelid = to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped
      """;

  private static final String KEY =
      """
      SELECT a.attname
      FROM pg_index i, unnest(i.indkey) WITH ORDINALITY k(attnum, place), pg_attribute a
      WHERE i.indrelid = to_regclass(?) AND i.indisprimary
        AND a.attrelid = i.indrelid AND a.attnum = k.attnum
      ORDER BY k.place
      """;

  private static final String PARTS =
      """
      SELECT n.nspname, c.relname, c.relkind = 'r', c.relreplident::text,
             coalesce(pg_relation_filenode(c.oid), 0),
             (SELECT md5(string_agg(a.attname || ':' || a.xmin, ',' ORDER BY a.attnum))
              FROM pg_attribute a
              WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                AND a.attname = ANY (?))
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.oid = to_regclass(?)
         OR c.oid IN (SELECT relid FROM pg_partition_tree(to_regclass(?)))
      """;

  public OldShape {
    tables = Map.copyOf(tables);
  }

  /** Asks the catalog; what is gone is left out. */
  public static OldShape read(Connection connection, MigrationPlan plan) throws SQLException {
    Map<String, Table> tables = new TreeMap<>();
    for (OldTable table : plan.oldTables()) {
      String name = table.id().quoted();
      tables.put(
          name,
          new Table(columns(connection, table), key(connection, name), parts(connection, table)));
    }
    return new OldShape(tables);
  }

  /** What of one table was asked and answered; null if nothing is known of it. */
  @Nullable Table of(TableId table) {
    return tables.get(table.quoted());
  }

  private static Map<String, Column> columns(Connection connection, OldTable table)
      throws SQLException {
    Map<String, Column> columns = new TreeMap<>();
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setString(1, table.id().quoted());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          if (table.indexOf(row.getString(1)) >= 0) {
            columns.put(
                row.getString(1),
                new Column(
                    row.getInt(2),
                    row.getString(3),
                    List.of((String[]) row.getArray(4).getArray())));
          }
        }
      }
    }
    return columns;
  }

  private static List<String> key(Connection connection, String table) throws SQLException {
    List<String> key = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(KEY)) {
      statement.setString(1, table);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          key.add(row.getString(1));
        }
      }
    }
    return key;
  }

  private static Map<String, Part> parts(Connection connection, OldTable table)
      throws SQLException {
    Map<String, Part> parts = new TreeMap<>();
    try (PreparedStatement statement = connection.prepareStatement(PARTS)) {
      Object[] planned = table.columns().stream().map(OldTable.Column::name).toArray();
      statement.setArray(1, connection.createArrayOf("text", planned));
      statement.setString(2, table.id().quoted());
      statement.setString(3, table.id().quoted());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          parts.put(
              new TableId(row.getString(1), row.getString(2)).quoted(),
              new Part(
                  row.getBoolean(3),
                  row.getString(4),
                  row.getLong(5),
                  String.valueOf(row.getString(6))));
        }
      }
    }
    return parts;
  }
}
