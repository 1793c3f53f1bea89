package dev.crossfade.operator.newschema;

import dev.crossfade.databases.postgres.Session;
import dev.crossfade.operator.config.PostgresSide;
import dev.crossfade.schemas.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Drops what {@code schema/} makes, and nothing else: the list comes from a scratch server, and
 * nothing is dropped with CASCADE.
 */
final class SchemaRemoval {

  // In the order in which they depend on each other; tables all at once.
  private static final String DROPS =
      """
      WITH ours AS (SELECT n.oid, n.nspname FROM pg_catalog.pg_namespace n WHERE n.nspname = ?)
      SELECT drop FROM (
        SELECT 1 AS place, pg_catalog.format('DROP %s IF EXISTS %s',
          CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END,
          pg_catalog.string_agg(pg_catalog.format('%I.%I', o.nspname, c.relname), ', ')) AS drop
        FROM pg_catalog.pg_class c JOIN ours o ON o.oid = c.relnamespace
        WHERE c.relkind IN ('v', 'm') GROUP BY c.relkind
        UNION ALL
        SELECT 2, 'DROP TABLE IF EXISTS '
          || pg_catalog.string_agg(pg_catalog.format('%I.%I', o.nspname, c.relname), ', ')
        FROM pg_catalog.pg_class c JOIN ours o ON o.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition HAVING count(*) > 0
        UNION ALL
        SELECT 3, pg_catalog.format('DROP SEQUENCE IF EXISTS %I.%I', o.nspname, c.relname)
        FROM pg_catalog.pg_class c JOIN ours o ON o.oid = c.relnamespace
        WHERE c.relkind = 'S' AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
          WHERE d.objid = c.oid AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0)
        UNION ALL
        SELECT 4, pg_catalog.format('DROP FUNCTION IF EXISTS %s', p.oid::pg_catalog.regprocedure)
        FROM pg_catalog.pg_proc p JOIN ours o ON o.oid = p.pronamespace
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
        UNION ALL
        SELECT 5, pg_catalog.format('DROP TYPE IF EXISTS %I.%I', o.nspname, t.typname)
        FROM pg_catalog.pg_type t JOIN ours o ON o.oid = t.typnamespace
        LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
        WHERE (t.typtype IN ('e', 'd', 'r') OR (t.typtype = 'c' AND c.relkind = 'c'))
          AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.objid = t.oid AND d.deptype = 'e')
      ) drops ORDER BY place
      """;

  private static final String EMPTY =
      """
      SELECT NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE relnamespace = n.oid)
         AND NOT EXISTS (SELECT FROM pg_catalog.pg_proc WHERE pronamespace = n.oid)
         AND NOT EXISTS (SELECT FROM pg_catalog.pg_type WHERE typnamespace = n.oid)
      FROM pg_catalog.pg_namespace n WHERE n.nspname = ?
      """;

  private final PostgresSide side;
  private final SchemaFiles files;

  SchemaRemoval(PostgresSide side, SchemaFiles files) {
    this.side = side;
    this.files = files;
  }

  /** Drops it all or nothing. */
  void run() throws SQLException {
    List<String> drops = drops();
    try (Connection connection = side.url().connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      boolean schemaToo = madeSchema(connection);
      for (String drop : drops) {
        statement.execute(drop);
      }
      if (schemaToo) {
        dropIfEmpty(connection);
      }
      connection.commit();
    }
  }

  /** Whether the schema was not there either: Flyway's history begins with it then. */
  private boolean madeSchema(Connection connection) throws SQLException {
    String history = new TableId(side.schema(), SchemaFiles.HISTORY).quoted();
    return asked(connection, "SELECT pg_catalog.to_regclass(?) IS NOT NULL", history)
        && asked(
            connection, "SELECT EXISTS (SELECT FROM " + history + " WHERE type = ?)", "SCHEMA");
  }

  private void dropIfEmpty(Connection connection) throws SQLException {
    String schema = side.schema();
    if (asked(connection, EMPTY, schema)) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("DROP SCHEMA " + TableId.quote(schema));
      }
    }
  }

  private static boolean asked(Connection connection, String question, String about)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(question)) {
      query.setString(1, about);
      try (ResultSet row = query.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private List<String> drops() throws SQLException {
    try (ScratchPostgres scratch = ScratchPostgres.open()) {
      PostgresSide trial = scratch.side(side.schema());
      new PostgresSchema(trial, files).make();
      try (Connection connection = Session.open(trial.url());
          PreparedStatement query = connection.prepareStatement(DROPS)) {
        query.setString(1, trial.schema());
        List<String> drops = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
          while (rows.next()) {
            drops.add(rows.getString(1));
          }
        }
        return drops;
      }
    }
  }
}
