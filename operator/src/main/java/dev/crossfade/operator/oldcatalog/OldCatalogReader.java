package dev.crossfade.operator.oldcatalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an old catalog. Every query gives statements, in the order in which they can be run. */
public final class OldCatalogReader {

  private static final String LOCALE =
      "SELECT datcollate FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()";

  private static final String USER_SCHEMA =
      " n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'crossfade')"
          + " AND n.nspname NOT LIKE 'pg\\_temp\\_%' AND n.nspname NOT LIKE 'pg\\_toast\\_temp\\_%' ";

  private static final String SCHEMAS =
      "SELECT pg_catalog.format('CREATE SCHEMA IF NOT EXISTS %I', n.nspname)"
          + " FROM pg_catalog.pg_namespace n WHERE"
          + USER_SCHEMA
          + "ORDER BY n.nspname";

  private static final String EXTENSIONS =
      "SELECT pg_catalog.format('CREATE EXTENSION IF NOT EXISTS %I SCHEMA %I', e.extname, n.nspname)"
          + " FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace"
          + " WHERE e.extname <> 'plpgsql' ORDER BY e.extname";

  // Enums, domains, composites and ranges of users; a later one may be made of an earlier one.
  private static final String TYPES =
      """
      SELECT CASE t.typtype
        WHEN 'e' THEN pg_catalog.format('CREATE TYPE %I.%I AS ENUM (%s)', n.nspname, t.typname,
          (SELECT pg_catalog.string_agg(pg_catalog.quote_literal(l.enumlabel), ', ' ORDER BY l.enumsortorder)
           FROM pg_catalog.pg_enum l WHERE l.enumtypid = t.oid))
        WHEN 'd' THEN pg_catalog.format('CREATE DOMAIN %I.%I AS %s%s', n.nspname, t.typname,
          pg_catalog.format_type(t.typbasetype, t.typtypmod),
          CASE WHEN t.typnotnull THEN ' NOT NULL' ELSE '' END)
        WHEN 'c' THEN pg_catalog.format('CREATE TYPE %I.%I AS (%s)', n.nspname, t.typname,
          (SELECT pg_catalog.string_agg(pg_catalog.format('%I %s', a.attname,
             pg_catalog.format_type(a.atttypid, a.atttypmod)), ', ' ORDER BY a.attnum)
           FROM pg_catalog.pg_attribute a
           WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped))
        ELSE (SELECT pg_catalog.format('CREATE TYPE %I.%I AS RANGE (SUBTYPE = %s)', n.nspname, t.typname,
           pg_catalog.format_type(r.rngsubtype, NULL)) FROM pg_catalog.pg_range r WHERE r.rngtypid = t.oid)
        END
      FROM pg_catalog.pg_type t
      JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
      LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
      WHERE t.typtype IN ('e', 'd', 'c', 'r') AND (t.typtype <> 'c' OR c.relkind = 'c')
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
          WHERE d.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND d.objid = t.oid AND d.deptype = 'e')
        AND"""
          + USER_SCHEMA
          + "ORDER BY t.oid";

  private static final String DOMAIN_CHECKS =
      """
      SELECT pg_catalog.format('ALTER DOMAIN %I.%I ADD CONSTRAINT %I %s', n.nspname, t.typname, k.conname,
        pg_catalog.pg_get_constraintdef(k.oid))
      FROM pg_catalog.pg_constraint k
      JOIN pg_catalog.pg_type t ON t.oid = k.contypid
      JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
      WHERE k.contype = 'c' AND"""
          + USER_SCHEMA
          + "ORDER BY k.oid";

  private static final String TABLES =
      """
      SELECT CASE WHEN c.relispartition
        THEN pg_catalog.format('CREATE TABLE %I.%I PARTITION OF %s %s', n.nspname, c.relname,
          (SELECT i.inhparent::pg_catalog.regclass::text FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid),
          pg_catalog.pg_get_expr(c.relpartbound, c.oid))
        ELSE pg_catalog.format('CREATE TABLE %I.%I (%s)', n.nspname, c.relname,
          (SELECT pg_catalog.string_agg(pg_catalog.format('%I %s%s%s%s', a.attname,
             pg_catalog.format_type(a.atttypid, a.atttypmod),
             CASE WHEN a.attcollation <> t.typcollation AND a.attcollation <> 0
               THEN (SELECT pg_catalog.format(' COLLATE %I.%I', cn.nspname, co.collname)
                     FROM pg_catalog.pg_collation co
                     JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
                     WHERE co.oid = a.attcollation) ELSE '' END,
             CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END,
             CASE WHEN a.attgenerated = 's'
               THEN ' GENERATED ALWAYS AS (' || pg_catalog.pg_get_expr(d.adbin, d.adrelid) || ') STORED'
               ELSE '' END), ', ' ORDER BY a.attnum)
           FROM pg_catalog.pg_attribute a
           JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
           LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
           WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped))
        END || CASE WHEN c.relkind = 'p' THEN ' PARTITION BY ' || pg_catalog.pg_get_partkeydef(c.oid) ELSE '' END
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND c.relpersistence = 'p' AND n.nspname = ANY (?)
        AND (c.relispartition OR NOT EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid))
      ORDER BY c.relispartition, c.oid
      """;

  private static final String KEYS =
      """
      SELECT pg_catalog.format('ALTER TABLE %I.%I ADD CONSTRAINT %I %s', n.nspname, c.relname, k.conname,
        pg_catalog.pg_get_constraintdef(k.oid))
      FROM pg_catalog.pg_constraint k
      JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE k.contype IN ('p', 'u') AND k.conparentid = 0 AND n.nspname = ANY (?)
      ORDER BY k.contype, k.oid
      """;

  private static final String UNIQUE_INDEXES =
      """
      SELECT pg_catalog.pg_get_indexdef(i.indexrelid)
      FROM pg_catalog.pg_index i
      JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE i.indisunique AND NOT c.relispartition AND n.nspname = ANY (?)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.conindid = i.indexrelid)
      ORDER BY i.indexrelid
      """;

  private final Connection connection;

  public OldCatalogReader(Connection connection) {
    this.connection = connection;
  }

  /**
   * Reads types of all schemas and the tables of some.
   *
   * @param schemas whose tables the mapping can read
   */
  public OldCatalog read(Collection<String> schemas) throws SQLException {
    List<OldCatalog.Step> steps = new ArrayList<>();
    steps.addAll(steps(SCHEMAS, null, true));
    steps.addAll(steps(EXTENSIONS, null, false));
    steps.addAll(steps(TYPES, null, false)); // one of no concern may need what is not there
    steps.addAll(steps(DOMAIN_CHECKS, null, false));
    steps.addAll(steps(TABLES, schemas, true));
    steps.addAll(steps(KEYS, schemas, true));
    steps.addAll(steps(UNIQUE_INDEXES, schemas, false));
    return new OldCatalog(texts(LOCALE, null).get(0), steps);
  }

  private List<OldCatalog.Step> steps(
      String query, @Nullable Collection<String> schemas, boolean required) throws SQLException {
    return texts(query, schemas).stream().map(sql -> new OldCatalog.Step(sql, required)).toList();
  }

  private List<String> texts(String query, @Nullable Collection<String> schemas)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      if (schemas != null) {
        statement.setArray(1, connection.createArrayOf("text", schemas.toArray()));
      }
      List<String> texts = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          texts.add(rows.getString(1));
        }
      }
      return texts;
    }
  }
}
