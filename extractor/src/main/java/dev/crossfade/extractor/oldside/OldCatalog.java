package dev.crossfade.extractor.oldside;

import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.TableId;
import dev.crossfade.schemas.WireType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the old catalog says of a planned table. Every session that asks is pinned. */
public final class OldCatalog {

  /** Types whose binary form is their output text already. */
  private static final Set<String> TEXT_ALREADY =
      Set.of("text", "varchar", "bpchar", "name", "json");

  private static final String LEAVES =
      """
      SELECT n.nspname, c.relname, pg_relation_filenode(c.oid),
             pg_relation_size(c.oid) / current_setting('block_size')::int, greatest(c.reltuples, 0)
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r'
        AND (c.oid = ?::regclass OR c.oid IN (SELECT relid FROM pg_partition_tree(?::regclass)))
      ORDER BY n.nspname, c.relname
      """;

  // The type below all domains, and the output function of the column's own type.
  private static final String COLUMNS =
      """
      WITH RECURSIVE below(attname, typid, typtype, typbasetype) AS (
        SELECT a.attname, t.oid, t.typtype, t.typbasetype
        FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
        WHERE a.attrelid = ?::regclass AND a.attnum > 0 AND NOT a.attisdropped
        UNION ALL
        SELECT b.attname, t.oid, t.typtype, t.typbasetype
        FROM below b JOIN pg_type t ON t.oid = b.typbasetype
        WHERE b.typtype = 'd')
      SELECT b.attname, t.typname, tn.nspname = 'pg_catalog', t.typtype = 'e', pn.nspname, p.proname
      FROM below b
      JOIN pg_type t ON t.oid = b.typid
      JOIN pg_namespace tn ON tn.oid = t.typnamespace
      JOIN pg_proc p ON p.oid = t.typoutput
      JOIN pg_namespace pn ON pn.oid = p.pronamespace
      WHERE b.typtype <> 'd'
      """;

  private final Connection connection;

  public OldCatalog(Connection connection) {
    this.connection = connection;
  }

  /** The table itself, or the partitions that hold its rows; each with its size now. */
  public List<Leaf> leaves(TableId table) throws SQLException {
    List<Leaf> leaves = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(LEAVES)) {
      statement.setString(1, table.quoted());
      statement.setString(2, table.quoted());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          leaves.add(
              new Leaf(
                  new TableId(rows.getString(1), rows.getString(2)),
                  rows.getLong(3),
                  rows.getLong(4),
                  rows.getDouble(5)));
        }
      }
    }
    return leaves;
  }

  /**
   * How each planned column is read, in the plan's order.
   *
   * @throws HeldException if one is gone or no longer travels the way it was planned
   */
  public List<ReadColumn> columns(OldTable table) throws SQLException {
    Map<String, ReadColumn> found = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setString(1, table.id().quoted());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          String name = rows.getString(1);
          WireType wire =
              rows.getBoolean(3) ? WireType.ofBuiltIn(rows.getString(2)) : WireType.TEXT;
          boolean raw =
              wire != WireType.TEXT
                  || (rows.getBoolean(3) && TEXT_ALREADY.contains(rows.getString(2)))
                  || rows.getBoolean(4);
          String column = TableId.quote(name);
          String output = TableId.quote(rows.getString(5)) + "." + TableId.quote(rows.getString(6));
          found.put(
              name,
              new ReadColumn(
                  name, raw ? column : "pg_catalog.textin(" + output + "(" + column + "))", wire));
        }
      }
    }
    List<ReadColumn> columns = new ArrayList<>();
    for (OldTable.Column column : table.columns()) {
      ReadColumn read = found.get(column.name());
      if (read == null || read.wire() != column.type().wire()) {
        throw new HeldException(
            "column "
                + table.id()
                + "."
                + column.name()
                + (read == null ? " is gone" : " has another type than when it was prepared")
                + ": give it back as it was, or start over with unprepare and prepare");
      }
      columns.add(read);
    }
    return columns;
  }
}
