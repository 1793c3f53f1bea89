package dev.crossfade.mapping.analysis;

import dev.crossfade.schemas.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what the compiler must know of a database's tables. */
final class CatalogReader {

  private static final String RELATIONS =
      """
      SELECT c.oid, n.nspname, c.relname, c.relkind, c.relpersistence, c.relrowsecurity,
             EXISTS (SELECT FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent
                      WHERE p.relkind <> 'p' AND c.oid IN (i.inhparent, i.inhrelid)),
             c.relispartition,
             c.reltoastrelid <> 0 OR EXISTS (
               SELECT FROM pg_partition_tree(CASE c.relkind WHEN 'p' THEN c.oid END) t
                 JOIN pg_class l ON l.oid = t.relid WHERE l.reltoastrelid <> 0),
             c.relreplident
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = ANY (?) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')""";

  private static final String COLUMNS =
      """
      SELECT a.attnum, a.attname, a.atttypid, a.atttypmod, a.attcollation, a.attnotnull,
             a.attstorage <> 'p' AND a.attlen = -1, a.attidentity, a.attgenerated,
             pg_get_expr(d.adbin, d.adrelid), d.adbin::text,
             t.typdefault IS NOT NULL, t.typnotnull
        FROM pg_attribute a
        JOIN pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
       WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped
       ORDER BY a.attnum""";

  private static final String KEYS =
      """
      SELECT i.relname,
             ARRAY(SELECT a.attname::text
                     FROM unnest(x.indkey[0:x.indnkeyatts - 1]) WITH ORDINALITY AS k(attnum, place)
                     JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = k.attnum
                    ORDER BY k.place),
             x.indisprimary, NOT x.indimmediate,
             x.indisvalid AND x.indpred IS NULL AND x.indexprs IS NULL,
             coalesce((to_jsonb(x) ->> 'indnullsnotdistinct')::boolean, false)
        FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
       WHERE x.indrelid = ? AND x.indisunique AND x.indislive
       ORDER BY x.indisprimary DESC, i.relname""";

  private static final String LEAVES =
      """
      SELECT n.nspname, c.relname
        FROM pg_partition_tree(?) t
        JOIN pg_class c ON c.oid = t.relid
        JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE t.isleaf AND t.relid <> ?
       ORDER BY 1, 2""";

  private final Connection connection;
  private final Types types;

  CatalogReader(Connection connection, Types types) {
    this.connection = connection;
    this.types = types;
  }

  /** The relations of these schemas. */
  Catalog read(Set<String> schemas) throws SQLException {
    Map<TableId, Catalog.Relation> relations = new HashMap<>();
    try (PreparedStatement query = connection.prepareStatement(RELATIONS)) {
      query.setArray(1, connection.createArrayOf("text", schemas.toArray()));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          Catalog.Relation relation = relation(rows);
          relations.put(relation.id(), relation);
        }
      }
    }
    int version;
    try (PreparedStatement query =
            connection.prepareStatement("SELECT current_setting('server_version_num')::int");
        ResultSet row = query.executeQuery()) {
      row.next();
      version = row.getInt(1);
    }
    return new Catalog(version, relations);
  }

  private Catalog.Relation relation(ResultSet row) throws SQLException {
    long oid = row.getLong(1);
    char kind = row.getString(4).charAt(0);
    return new Catalog.Relation(
        oid,
        new TableId(row.getString(2), row.getString(3)),
        kind,
        row.getString(5).charAt(0),
        row.getBoolean(6),
        row.getBoolean(7),
        row.getBoolean(8),
        row.getBoolean(9),
        row.getString(10).charAt(0),
        columns(oid),
        keys(oid),
        kind == 'p' ? leaves(oid) : List.of());
  }

  private List<Catalog.Column> columns(long oid) throws SQLException {
    List<Catalog.Column> columns = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
      query.setLong(1, oid);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          columns.add(column(rows));
        }
      }
    }
    return columns;
  }

  private Catalog.Column column(ResultSet row) throws SQLException {
    long type = row.getLong(3);
    int modifier = row.getInt(4);
    long collation = row.getLong(5);
    boolean generated = !row.getString(9).isEmpty();
    return new Catalog.Column(
        row.getInt(1),
        row.getString(2),
        types.columnType(type, modifier, collation),
        type,
        modifier,
        collation,
        row.getBoolean(6) || row.getBoolean(13),
        row.getBoolean(7),
        filled(row),
        generated ? row.getString(11) : null);
  }

  private static Catalog.Filled filled(ResultSet row) throws SQLException {
    if (!row.getString(9).isEmpty()) {
      return Catalog.Filled.GENERATED;
    }
    String identity = row.getString(8);
    if (!identity.isEmpty()) {
      return identity.equals("a")
          ? Catalog.Filled.IDENTITY_ALWAYS
          : Catalog.Filled.IDENTITY_BY_DEFAULT;
    }
    String byDefault = row.getString(10);
    if (byDefault == null) {
      return row.getBoolean(12) ? Catalog.Filled.DEFAULT : Catalog.Filled.NOT;
    }
    return byDefault.startsWith("nextval(") ? Catalog.Filled.SEQUENCE : Catalog.Filled.DEFAULT;
  }

  private List<Catalog.Key> keys(long oid) throws SQLException {
    List<Catalog.Key> keys = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(KEYS)) {
      query.setLong(1, oid);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          keys.add(
              new Catalog.Key(
                  rows.getString(1),
                  Arrays.asList((String[]) rows.getArray(2).getArray()),
                  rows.getBoolean(3),
                  rows.getBoolean(4),
                  rows.getBoolean(5),
                  rows.getBoolean(6)));
        }
      }
    }
    return keys;
  }

  private List<TableId> leaves(long oid) throws SQLException {
    List<TableId> leaves = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(LEAVES)) {
      query.setLong(1, oid);
      query.setLong(2, oid);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          leaves.add(new TableId(rows.getString(1), rows.getString(2)));
        }
      }
    }
    return leaves;
  }
}
