package dev.crossfade.loader;

import static dev.crossfade.loader.Columns.always;
import static dev.crossfade.loader.Columns.column;
import static dev.crossfade.loader.Columns.notNull;
import static dev.crossfade.loader.Records.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.loader.postgres.NewSide;
import dev.crossfade.loader.postgres.PostgresDatabase;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NewSideIT {

  private static final NewTable GUILDS =
      table("guilds", List.of(notNull("id", "bigint"), column("name", "text")), "id");

  private static final NewTable CASES =
      table(
          "cases",
          List.of(always("id", "bigint"), column("guild", "bigint"), column("note", "text")),
          "id");

  private static final String[] DDL = {
    "CREATE TABLE guilds (id bigint PRIMARY KEY, name text UNIQUE)",
    "CREATE TABLE cases (id bigint GENERATED ALWAYS AS IDENTITY (CACHE 7) PRIMARY KEY,"
        + " guild bigint CONSTRAINT of_guild REFERENCES guilds ON DELETE CASCADE, note text)"
        + " PARTITION BY RANGE (id)",
    "CREATE TABLE cases_low PARTITION OF cases FOR VALUES FROM (0) TO (1000)",
    "CREATE TABLE outside (id bigint PRIMARY KEY, guild bigint,"
        + " CONSTRAINT onto_guild FOREIGN KEY (guild) REFERENCES guilds (id) DEFERRABLE)",
    "COMMENT ON CONSTRAINT onto_guild ON outside IS 'kept'",
    "CREATE INDEX by_name ON guilds (lower(name)) WHERE name <> ''",
    "COMMENT ON INDEX by_name IS 'kept too'",
    "CREATE INDEX by_guild ON cases (guild DESC) INCLUDE (note)",
    "CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS"
        + " $$ BEGIN RAISE EXCEPTION 'the trigger fired'; END $$",
    "CREATE TRIGGER noisy BEFORE INSERT ON guilds FOR EACH ROW EXECUTE FUNCTION shout()",
    "CREATE TRIGGER noisier AFTER UPDATE ON cases FOR EACH ROW EXECUTE FUNCTION shout()",
    "ALTER TABLE guilds ENABLE ALWAYS TRIGGER noisy"
  };

  /** Everything prepare takes off, as the catalog shows it. */
  private static List<List<@Nullable String>> shape(DirectWorld world) {
    return world.database.query(
        "SELECT 'fk', conrelid::regclass::text, conname, pg_get_constraintdef(oid),"
            + " obj_description(oid), convalidated::text FROM pg_constraint"
            + " WHERE contype = 'f' AND conparentid = 0"
            + " UNION ALL SELECT 'index', indrelid::regclass::text, indexrelid::regclass::text,"
            + " pg_get_indexdef(indexrelid), obj_description(indexrelid), indisvalid::text"
            + " FROM pg_index WHERE indrelid::regclass::text IN ('guilds', 'cases')"
            + " UNION ALL SELECT 'trigger', tgrelid::regclass::text, tgname, tgenabled::text,"
            + " NULL, NULL FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2, 3");
  }

  private static DirectWorld world() throws SQLException {
    return new DirectWorld(1, List.of(GUILDS, CASES), DDL);
  }

  // Red without any one of the three queries in Deferred, and without their comments' statements.
  @Test
  void whatPrepareTakesOffComesBackAsItWas() throws SQLException {
    try (DirectWorld world = world();
        Connection connection = world.database.connect()) {
      NewSide.unprepare(connection);
      List<List<@Nullable String>> before = shape(world);
      assertThat(before).hasSize(2 + 5 + 3);

      NewSide.prepare(connection, world.plan);
      NewSide.prepare(connection, world.plan); // harmless
      assertThat(shape(world).stream().filter(row -> "fk".equals(row.get(0)))).isEmpty();
      assertThat(shape(world).stream().filter(row -> "index".equals(row.get(0)))).hasSize(3);
      assertThat(NewSide.indexesAreBack(connection)).isFalse();
      world.hand().write(world.put("cases", 5L, 77L, "no guild yet"));
      world.hand().write(world.put("guilds", 77L, "late"));

      NewSide.restoreIndexes(connection);
      assertThat(NewSide.indexesAreBack(connection)).isTrue();
      assertThat(NewSide.unprepare(connection)).isEmpty();
      assertThat(shape(world)).isEqualTo(before);
      assertThat(world.database.ask("SELECT to_regnamespace('crossfade')")).isNull();
      assertThat(world.count("cases")).isEqualTo("1");
    }
  }

  // Red if Guard.remove goes by the tables of a plan: an interrupted prepare has left guards, and
  // no plan.
  @Test
  void unpreparedWithoutAPlanItHasNoGuardsLeft() throws SQLException {
    try (DirectWorld world = world();
        Connection connection = world.database.connect()) {
      NewSide.unprepare(connection);

      assertThat(world.database.ask("SELECT to_regnamespace('crossfade')")).isNull();
      world.database.execute("INSERT INTO cases (note) VALUES ('by the application')");
      assertThat(world.count("cases")).isEqualTo("1");
    }
  }

  @Test
  void openLetsTheApplicationInWithForeignKeysTriggersAndSequencesReady() throws SQLException {
    try (DirectWorld world = world();
        Connection connection = world.database.connect()) {
      world.hand().write(world.put("guilds", 77L, "a"));
      world.hand().write(world.put("cases", 50L, 77L, "x"));
      NewSide.restoreIndexes(connection);
      NewSide.advanceSequences(connection, world.plan, 3);
      connection.setAutoCommit(false);
      NewSide.restoreForeignKeys(connection);
      NewSide.open(connection);
      connection.commit();
      connection.setAutoCommit(true);
      NewSide.validateForeignKeys(connection);

      world.database.execute("INSERT INTO cases (guild, note) VALUES (77, 'by the application')");
      assertThat(world.database.ask("SELECT max(id) FROM cases")).isEqualTo("58"); // 50 + cache + 1
      assertThatThrownBy(() -> world.database.execute("INSERT INTO cases (guild) VALUES (78)"))
          .hasMessageContaining("of_guild");
      assertThatThrownBy(() -> world.database.execute("INSERT INTO guilds VALUES (1, 'x')"))
          .hasMessageContaining("the trigger fired");
    }
  }

  @Test
  void anOpenDatabaseIsNotEmptiedByAReplayInPlace() throws SQLException {
    try (DirectWorld world = world();
        Connection connection = world.database.connect()) {
      world.hand().write(world.put("guilds", 77L, "a"));
      connection.setAutoCommit(false);
      NewSide.open(connection);
      connection.commit();

      assertThatThrownBy(world::replay)
          .isInstanceOf(LoaderException.class)
          .hasMessageContaining("side-by-side");
      assertThat(world.count("guilds")).isEqualTo("1");
    }
  }

  // A generation whose mapping no longer writes a table. Red if NewSide.open takes the guard off
  // the tables of its plan alone.
  @Test
  void openLetsTheApplicationIntoTablesThatAnEarlierGenerationWrote() throws SQLException {
    try (DirectWorld world = world()) {
      new PostgresDatabase(PostgresUrl.parse(world.database.url()))
          .open(Records.plan("direct", 1, List.of(CASES), List.of()));

      world.database.execute("UPDATE guilds SET name = 'by the application'");
    }
  }

  // Red if NewSide.prepare or beginGeneration looks whether it is open after it began to change it,
  // in a transaction of its own: the application is locked out, its foreign keys and triggers are
  // gone.
  @Test
  void anOpenDatabaseIsRefusedBeforeAnythingIsChanged() throws SQLException {
    try (DirectWorld world = world();
        Connection connection = world.database.connect()) {
      NewSide.restoreIndexes(connection);
      NewSide.restoreForeignKeys(connection);
      NewSide.open(connection);
      List<List<@Nullable String>> open = shape(world);
      NewDatabase database = new PostgresDatabase(PostgresUrl.parse(world.database.url()));

      assertThatThrownBy(() -> database.beginGeneration(world.plan.withGeneration(2)))
          .isInstanceOf(LoaderException.class)
          .hasMessageContaining("side-by-side");
      assertThat(shape(world)).isEqualTo(open);
      assertThatThrownBy(() -> database.prepare(world.plan))
          .isInstanceOf(LoaderException.class)
          .hasMessageContaining("is open", "crossfade unprepare");

      assertThat(shape(world)).isEqualTo(open);
      world.database.execute("UPDATE guilds SET name = 'by the application'");
    }
  }

  @Test
  void aSecondMigrationIntoTheSameDatabaseIsRefused() throws SQLException {
    try (DirectWorld world = world();
        Connection connection = world.database.connect()) {
      MigrationPlan other = Records.plan("other", 1, List.of(GUILDS), List.of());
      assertThatThrownBy(() -> NewSide.prepare(connection, other))
          .isInstanceOf(LoaderException.class)
          .hasMessageContaining(world.plan.migration());
    }
  }
}
