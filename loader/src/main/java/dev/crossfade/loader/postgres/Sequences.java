package dev.crossfade.loader.postgres;

import static dev.crossfade.schemas.TableId.quote;

import dev.crossfade.schemas.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The sequences behind the columns of the new tables, found through {@code pg_depend}. */
final class Sequences {

  private static final String FIND =
      "SELECT n.nspname, c.relname, a.attname, s.seqincrement, s.seqcache, s.seqmax, s.seqmin"
          + " FROM pg_catalog.pg_depend d"
          + " JOIN pg_catalog.pg_class c ON c.oid = d.objid AND c.relkind = 'S'"
          + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
          + " JOIN pg_catalog.pg_sequence s ON s.seqrelid = c.oid"
          + " JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid"
          + " WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass"
          + " AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass"
          + " AND d.deptype IN ('a', 'i') AND d.refobjid = ?::pg_catalog.regclass";

  private Sequences() {}

  /** In the transaction of the caller if there is one; setval itself is never rolled back. */
  static void advance(Connection connection, List<TableId> tables, long headroom)
      throws SQLException {
    for (TableId table : tables) {
      try (PreparedStatement find = connection.prepareStatement(FIND)) {
        find.setString(1, table.quoted());
        try (ResultSet row = find.executeQuery()) {
          while (row.next()) {
            String sequence = quote(row.getString(1)) + "." + quote(row.getString(2));
            long spare = Math.max(headroom, Math.abs(row.getLong(4)) * row.getLong(5));
            advance(connection, table, row.getString(3), sequence, spare, row.getLong(4) > 0);
          }
        }
      }
    }
  }

  /** Never back: ids may have been taken from it that stand in no row yet. */
  private static void advance(
      Connection connection,
      TableId table,
      String column,
      String sequence,
      long spare,
      boolean ascending)
      throws SQLException {
    String furthest = ascending ? "max" : "min";
    String name = TableSql.literal(sequence) + "::pg_catalog.regclass";
    String sql =
        "SELECT pg_catalog.setval("
            + name
            + ", CASE WHEN s.seqincrement > 0"
            + " THEN least(s.seqmax, greatest(l.last_value, m.v) + ?)"
            + " ELSE greatest(s.seqmin, least(l.last_value, m.v) - ?) END)"
            + " FROM "
            + sequence
            + " l, pg_catalog.pg_sequence s, (SELECT "
            + furthest
            + "("
            + quote(column)
            + ")::bigint AS v FROM "
            + table.quoted()
            + ") m WHERE s.seqrelid = "
            + name
            + " AND (m.v IS NOT NULL OR l.is_called)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, spare);
      statement.setLong(2, spare);
      statement.execute();
    }
  }
}
