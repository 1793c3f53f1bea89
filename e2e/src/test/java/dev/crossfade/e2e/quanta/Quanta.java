package dev.crossfade.e2e.quanta;

import dev.crossfade.e2e.harness.Database;
import dev.crossfade.e2e.harness.Migration;
import dev.crossfade.operator.demo.LiveWorkload;
import dev.crossfade.operator.demo.quanta.QuantaDemo;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** Quanta's migration with generated data, from the schema {@code before} to {@code after}. */
public final class Quanta {

  private static final Path FOLDER = Path.of("../migrations/quanta");
  private static final QuantaDemo DEMO = new QuantaDemo(FOLDER);

  private Quanta() {}

  /** The whole migration of {@code users} users; the seed of their ids is 1. */
  public static Migration withinOneDatabase(int users) {
    Migration migration = between("before", "after");
    try (Connection connection = migration.old().connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA before; SET search_path = before");
      DEMO.createOldSchema(connection);
      DEMO.generate(connection, 1, users / 100_000.0);
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
    return migration;
  }

  /** The migration between two schemas of one database, without old tables. */
  public static Migration between(String old, String newer) {
    Migration migration =
        Migration.withinOneDatabase(
            FOLDER, Map.of("OLD_SCHEMA", old, "NEW_SCHEMA", newer, "MIGRATION_DATE", "2025-11-21"));
    migration.write(
        "migration.yaml",
        migration.read("migration.yaml").replace("partitions: 4", "partitions: 2"));
    return migration;
  }

  /** Makes the old tables in a schema that is there. */
  public static void createOldTables(Database old, String schema) {
    try (Connection connection = old.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET search_path = " + schema);
      DEMO.createOldSchema(connection);
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }

  /** The creators at work, not yet started. */
  public static LiveWorkload life(Migration migration, long seed, int changesPerSecond) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(migration.old().url());
    source.setCurrentSchema("before");
    return DEMO.workload(source, seed, changesPerSecond);
  }

  /** The id of a generated user, from 1. */
  public static String user(int number) {
    return "md5('user 1 " + number + "')::uuid";
  }

  /** Compares all four tables; whoever calls has drained before. */
  public static void mustBeTrue(Migration migration) {
    QuantaTruth.TABLES.forEach(truth -> truth.mustBeEqual(migration.old(), migration.newer()));
  }

  /** How many posts have nobody to belong to. */
  public static @Nullable String postsOfNobody(Migration migration) {
    return migration
        .old()
        .ask(
            "SELECT count(*) FROM before.posts p LEFT JOIN before.users u ON u.id = p.user_id WHERE u.id IS NULL");
  }

  /** Every row of every new table. */
  public static List<List<@Nullable String>> newRows(Migration migration) {
    return migration
        .newer()
        .query(
            """
            SELECT 'user', u::text FROM after.users u
            UNION ALL SELECT 'avatar', a::text FROM after.avatars a
            UNION ALL SELECT 'post', p::text FROM after.posts p
            UNION ALL SELECT 'follow', f::text FROM after.avatar_follows f
            ORDER BY 1, 2
            """);
  }

  /** Every row of every old table, and all that hangs on the tables. */
  public static List<List<@Nullable String>> oldSide(Migration migration) {
    return migration
        .old()
        .query(
            """
            SELECT 'user', u::text FROM before.users u
            UNION ALL SELECT 'avatar', a::text FROM before.avatars a
            UNION ALL SELECT 'post', p::text FROM before.posts p
            UNION ALL SELECT 'follow', f::text FROM before.follows f
            UNION ALL SELECT 'log', l::text FROM before.migration_log l
            UNION ALL SELECT 'slot', slot_name FROM pg_replication_slots WHERE database = current_database()
            UNION ALL SELECT 'publication', pubname FROM pg_publication
            UNION ALL SELECT 'schema', nspname FROM pg_namespace WHERE nspname !~ '^pg_'
            UNION ALL SELECT 'table ' || relreplident::text, c.oid::regclass::text FROM pg_class c
              WHERE relkind IN ('r', 'i') AND relnamespace = 'before'::regnamespace
            UNION ALL SELECT 'constraint', pg_get_constraintdef(oid) FROM pg_constraint
              WHERE connamespace = 'before'::regnamespace
            UNION ALL SELECT 'trigger ' || tgenabled::text, pg_get_triggerdef(t.oid) FROM pg_trigger t
              JOIN pg_class c ON c.oid = tgrelid WHERE NOT tgisinternal AND relnamespace = 'before'::regnamespace
            ORDER BY 1, 2
            """);
  }
}
