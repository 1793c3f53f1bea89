package dev.crossfade.loader.postgres;

import dev.crossfade.loader.LoaderException;
import dev.crossfade.schemas.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The trigger that lets nobody but the loader write to the new tables.
 *
 * <p>A session passes by setting {@code crossfade.loader} to the token in {@code
 * crossfade.migration}, which only those read who may use that schema. It keeps out accidents, not
 * the table's owner. On every partition too: a statement trigger fires only for the table named.
 */
final class Guard {

  private static final String FUNCTION =
      """
      CREATE OR REPLACE FUNCTION crossfade.only_the_loader() RETURNS trigger
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      BEGIN
        IF current_setting('crossfade.loader', true) IS DISTINCT FROM
           (SELECT token FROM crossfade.migration) THEN
          RAISE EXCEPTION USING ERRCODE = '42501',
            MESSAGE = format('%I.%I is being filled by a Crossfade migration', TG_TABLE_SCHEMA, TG_TABLE_NAME),
            HINT = 'Write to the old database until the cutover, or undo the migration: crossfade unprepare';
        END IF;
        RETURN NULL;
      END $$
      """;

  private static final String TREE =
      "SELECT c.oid::pg_catalog.regclass::text FROM pg_catalog.pg_partition_tree(?::pg_catalog.regclass) p"
          + " JOIN pg_catalog.pg_class c ON c.oid = p.relid"
          + " UNION SELECT ?::pg_catalog.regclass::text";

  private static final String GUARDED =
      "SELECT tgrelid::pg_catalog.regclass::text FROM pg_catalog.pg_trigger"
          + " WHERE tgname = 'crossfade_only_the_loader' AND NOT tgisinternal"
          + " AND tgfoid = pg_catalog.to_regproc('crossfade.only_the_loader') ORDER BY 1";

  private Guard() {}

  /** Lets this session through. */
  static void pass(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT pg_catalog.to_regclass('crossfade.migration') IS NOT NULL")) {
      row.next();
      if (!row.getBoolean(1)) {
        throw new LoaderException(
            "the new database is not prepared: run crossfade prepare (it has no crossfade.migration)");
      }
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "SELECT pg_catalog.set_config('crossfade.loader', token, false)"
              + " FROM crossfade.migration");
    }
  }

  /** Puts the trigger on a table and its partitions, unless it is there. */
  static void put(Connection connection, List<TableId> tables) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(FUNCTION);
      for (String table : withPartitions(connection, tables)) {
        statement.execute("DROP TRIGGER IF EXISTS crossfade_only_the_loader ON " + table);
        statement.execute(
            "CREATE TRIGGER crossfade_only_the_loader BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "
                + table
                + " FOR EACH STATEMENT EXECUTE FUNCTION crossfade.only_the_loader()");
        statement.execute(
            "ALTER TABLE " + table + " ENABLE ALWAYS TRIGGER crossfade_only_the_loader");
      }
    }
  }

  /**
   * Takes all of them off again, whatever the plan says: an earlier generation's may have had other
   * tables.
   */
  static void remove(Connection connection) throws SQLException {
    List<String> guarded = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery(GUARDED)) {
        while (rows.next()) {
          guarded.add(rows.getString(1));
        }
      }
      for (String table : guarded) {
        statement.execute("DROP TRIGGER IF EXISTS crossfade_only_the_loader ON " + table);
      }
    }
  }

  private static List<String> withPartitions(Connection connection, List<TableId> tables)
      throws SQLException {
    List<String> names = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(TREE)) {
      for (TableId table : tables) {
        statement.setString(1, table.quoted());
        statement.setString(2, table.quoted());
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            names.add(rows.getString(1));
          }
        }
      }
    }
    return names;
  }
}
