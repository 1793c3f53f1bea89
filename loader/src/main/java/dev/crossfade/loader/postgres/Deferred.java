package dev.crossfade.loader.postgres;

import dev.crossfade.loader.Failure;
import dev.crossfade.schemas.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Foreign keys, plain indexes and triggers that are off the new tables while they are filled, with
 * the statements that put them back: {@code crossfade.deferred}.
 */
final class Deferred {

  static final String FOREIGN_KEY = "foreign key";
  static final String INDEX = "index";
  static final String TRIGGER = "trigger";

  private static final String TREE =
      "WITH tree AS (SELECT t::pg_catalog.regclass::oid AS oid FROM pg_catalog.unnest(?::text[]) t"
          + " UNION SELECT p.relid FROM pg_catalog.unnest(?::text[]) t,"
          + " pg_catalog.pg_partition_tree(t::pg_catalog.regclass) p) ";

  // Of the new tables, and onto them. A constraint of partitions comes with its parent's.
  private static final String FOREIGN_KEYS =
      TREE
          + "SELECT c.conrelid::pg_catalog.regclass::text, c.conname,"
          + " ARRAY[pg_catalog.format('ALTER TABLE %s ADD CONSTRAINT %I %s%s',"
          + " c.conrelid::pg_catalog.regclass, c.conname, pg_catalog.pg_get_constraintdef(c.oid),"
          + " CASE WHEN c.convalidated AND r.relkind <> 'p' THEN ' NOT VALID' ELSE '' END)]"
          + " || CASE WHEN d.description IS NULL THEN ARRAY[]::text[] ELSE"
          + " ARRAY[pg_catalog.format('COMMENT ON CONSTRAINT %I ON %s IS %L', c.conname,"
          + " c.conrelid::pg_catalog.regclass, d.description)] END,"
          + " CASE WHEN c.convalidated AND r.relkind <> 'p' THEN"
          + " pg_catalog.format('ALTER TABLE %s VALIDATE CONSTRAINT %I',"
          + " c.conrelid::pg_catalog.regclass, c.conname) END,"
          + " pg_catalog.format('ALTER TABLE %s DROP CONSTRAINT %I',"
          + " c.conrelid::pg_catalog.regclass, c.conname)"
          + " FROM pg_catalog.pg_constraint c JOIN pg_catalog.pg_class r ON r.oid = c.conrelid"
          + " LEFT JOIN pg_catalog.pg_description d ON d.objoid = c.oid"
          + " AND d.classoid = 'pg_catalog.pg_constraint'::pg_catalog.regclass AND d.objsubid = 0"
          + " WHERE c.contype = 'f' AND c.conparentid = 0"
          + " AND (c.conrelid IN (SELECT oid FROM tree) OR c.confrelid IN (SELECT oid FROM tree))";

  private static final String INDEXES =
      TREE
          + "SELECT i.indrelid::pg_catalog.regclass::text, x.relname,"
          + " ARRAY[pg_catalog.replace(pg_catalog.pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ')]"
          + " || CASE WHEN d.description IS NULL THEN ARRAY[]::text[] ELSE"
          + " ARRAY[pg_catalog.format('COMMENT ON INDEX %s IS %L',"
          + " i.indexrelid::pg_catalog.regclass, d.description)] END"
          + " || CASE WHEN NOT i.indisclustered THEN ARRAY[]::text[] ELSE"
          + " ARRAY[pg_catalog.format('ALTER TABLE %s CLUSTER ON %I',"
          + " i.indrelid::pg_catalog.regclass, x.relname)] END,"
          + " NULL, pg_catalog.format('DROP INDEX %s', i.indexrelid::pg_catalog.regclass)"
          + " FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid"
          + " LEFT JOIN pg_catalog.pg_description d ON d.objoid = x.oid"
          + " AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid = 0"
          + " WHERE i.indrelid IN (SELECT oid FROM tree) AND NOT i.indisunique"
          + " AND NOT i.indisexclusion AND NOT x.relispartition AND NOT i.indisreplident"
          + " AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint c WHERE c.conindid = x.oid)";

  private static final String TRIGGERS =
      TREE
          + "SELECT t.tgrelid::pg_catalog.regclass::text, t.tgname,"
          + " ARRAY[pg_catalog.format('ALTER TABLE %s ENABLE %s TRIGGER %I',"
          + " t.tgrelid::pg_catalog.regclass, CASE t.tgenabled WHEN 'A' THEN 'ALWAYS'"
          + " WHEN 'R' THEN 'REPLICA' ELSE '' END, t.tgname)], NULL,"
          + " pg_catalog.format('ALTER TABLE %s DISABLE TRIGGER %I',"
          + " t.tgrelid::pg_catalog.regclass, t.tgname)"
          + " FROM pg_catalog.pg_trigger t WHERE t.tgrelid IN (SELECT oid FROM tree)"
          + " AND NOT t.tgisinternal AND t.tgparentid = 0 AND t.tgenabled <> 'D'"
          + " AND t.tgname <> 'crossfade_only_the_loader'";

  private static final String RECORD =
      "INSERT INTO crossfade.deferred (kind, table_name, name, restore, finish)"
          + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (kind, table_name, name) DO UPDATE SET"
          + " restore = EXCLUDED.restore, finish = EXCLUDED.finish, state = 'off'";

  private record Item(
      String table, String name, java.sql.Array restore, @Nullable String finish, String drop) {}

  private record Waiting(
      String table, String name, List<String> restore, @Nullable String finish) {}

  private Deferred() {}

  /** Records and takes off; what is off already stays recorded. */
  static void takeOff(Connection connection, List<TableId> tables) throws SQLException {
    takeOff(connection, tables, FOREIGN_KEY, FOREIGN_KEYS);
    takeOff(connection, tables, INDEX, INDEXES);
    takeOff(connection, tables, TRIGGER, TRIGGERS);
  }

  private static void takeOff(
      Connection connection, List<TableId> tables, String kind, String query) throws SQLException {
    for (Item item : find(connection, tables, query)) {
      try (PreparedStatement record = connection.prepareStatement(RECORD);
          Statement drop = connection.createStatement()) {
        record.setString(1, kind);
        record.setString(2, item.table());
        record.setString(3, item.name());
        record.setArray(4, item.restore());
        record.setString(5, item.finish());
        record.executeUpdate();
        drop.execute(item.drop());
      }
    }
  }

  private static List<Item> find(Connection connection, List<TableId> tables, String query)
      throws SQLException {
    List<Item> items = new ArrayList<>();
    Object[] names = tables.stream().map(TableId::quoted).toArray();
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setArray(1, connection.createArrayOf("text", names));
      statement.setArray(2, connection.createArrayOf("text", names));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          items.add(
              new Item(
                  rows.getString(1),
                  rows.getString(2),
                  rows.getArray(3),
                  rows.getString(4),
                  rows.getString(5)));
        }
      }
    }
    return items;
  }

  /** Puts back all of a kind, in the transaction of the caller. */
  static void putBack(Connection connection, String kind) throws SQLException {
    for (Waiting item : waiting(connection, kind, "off")) {
      putBack(connection, kind, item);
    }
  }

  /** The same, one transaction each. */
  static void putBackEach(Connection connection, String kind) throws SQLException {
    for (Waiting item : waiting(connection, kind, "off")) {
      InTransaction.run(connection, () -> putBack(connection, kind, item));
    }
  }

  /** Runs what remains to be done of those put back, one transaction each. */
  static void finishEach(Connection connection, String kind) throws SQLException {
    for (Waiting item : waiting(connection, kind, "back")) {
      InTransaction.run(
          connection,
          () -> {
            if (item.finish() != null) {
              execute(connection, item.finish());
            }
            mark(connection, kind, item, "finished");
          });
    }
  }

  /** The same in the transaction of the caller; returns those that rows do not allow. */
  static List<String> finishWherePossible(Connection connection, String kind) throws SQLException {
    List<String> impossible = new ArrayList<>();
    for (Waiting item : waiting(connection, kind, "back")) {
      if (item.finish() != null) {
        Savepoint before = connection.setSavepoint();
        try {
          execute(connection, item.finish());
        } catch (SQLException refusal) {
          if (Failure.of(refusal).kind() != Failure.Kind.DATA) {
            throw refusal;
          }
          connection.rollback(before);
          impossible.add(item.table() + "." + item.name());
        }
      }
    }
    return impossible;
  }

  static boolean isBack(Connection connection, String kind) throws SQLException {
    return waiting(connection, kind, "off").isEmpty();
  }

  private static void putBack(Connection connection, String kind, Waiting item)
      throws SQLException {
    mark(connection, kind, item, "back"); // first: a second one waits here and finds nothing to do
    for (String sql : item.restore()) {
      execute(connection, sql);
    }
  }

  private static void mark(Connection connection, String kind, Waiting item, String state)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE crossfade.deferred SET state = ?"
                + " WHERE kind = ? AND table_name = ? AND name = ?")) {
      statement.setString(1, state);
      statement.setString(2, kind);
      statement.setString(3, item.table());
      statement.setString(4, item.name());
      statement.executeUpdate();
    }
  }

  private static List<Waiting> waiting(Connection connection, String kind, String state)
      throws SQLException {
    List<Waiting> items = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT table_name, name, restore, finish FROM crossfade.deferred"
                + " WHERE kind = ? AND state = ? ORDER BY table_name, name")) {
      statement.setString(1, kind);
      statement.setString(2, state);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          items.add(
              new Waiting(
                  rows.getString(1),
                  rows.getString(2),
                  List.of((String[]) rows.getArray(3).getArray()),
                  rows.getString(4)));
        }
      }
    }
    return items;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
