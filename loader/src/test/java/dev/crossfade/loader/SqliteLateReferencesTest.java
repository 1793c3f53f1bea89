package dev.crossfade.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Late references and ids given out in a SQLite file. */
class SqliteLateReferencesTest {

  private static final String RANKS_DDL =
      "CREATE TABLE ranks (id INTEGER PRIMARY KEY, guild INTEGER NOT NULL, rank NUMERIC NOT NULL,"
          + " name TEXT, UNIQUE (guild, rank))";
  private static final String NUMBERED_DDL =
      RANKS_DDL.replace("INTEGER PRIMARY KEY", "INTEGER PRIMARY KEY AUTOINCREMENT");
  private static final String MEMBERS_DDL =
      "CREATE TABLE members (name TEXT PRIMARY KEY, rank_id INTEGER REFERENCES ranks)";

  @TempDir private Path folder;

  private SqliteWorld world(String ranks, String... before) throws SQLException {
    List<String> ddl = new ArrayList<>(List.of(ranks, MEMBERS_DDL));
    ddl.addAll(List.of(before));
    return new SqliteWorld(
        folder.resolve("app.db"), List.of(Ranks.RANKS, Ranks.MEMBERS), ddl.toArray(new String[0]));
  }

  private static Object[] reference(String rank, long guild) {
    return new Object[] {rank, guild};
  }

  // Red if either side makes its natural key otherwise: fields in the order of the reference, or
  // 3.0 and 3 as different numbers.
  @Test
  void aChildMayComeBeforeItsParent() throws SQLException {
    try (SqliteWorld world = world(RANKS_DDL)) {
      SqliteWorld.Hand loader = world.hand();
      loader.write(world.batches.put("members", "ann", reference("3.0", 7)));
      loader.write(world.batches.put("ranks", 7L, "3", "chief"));
      loader.write(world.batches.put("members", "bob", (Object) reference("3", 7)));
      loader.write(world.batches.put("members", "nobody", (Object) null));

      assertThat(world.ask(Ranks.JOINED)).containsExactly("ann|chief", "bob|chief", "nobody|null");
    }
  }

  // Red if SqliteIds commits what it gives out: the undone batch then leaves an id behind.
  @Test
  void aBatchThatIsUndoneTakesItsIdsBack() throws SQLException {
    try (SqliteWorld world = world(RANKS_DDL)) {
      SqliteWorld.Hand killed = world.hand();
      Batch batch = world.batches.batch(world.batches.put("members", "ann", reference("3", 7)));
      TopicWriter writer = killed.writer(batch.topic());
      writer.before(killed.session, batch);
      killed.session.begin(batch);
      writer.apply(killed.session, batch);
      killed.session.close();

      assertThat(world.ask("SELECT * FROM crossfade_ids")).isEmpty();
      SqliteWorld.Hand next = world.hand();
      next.write(batch);
      next.write(world.batches.put("ranks", 7L, "3", "chief"));
      assertThat(world.ask(Ranks.JOINED)).containsExactly("ann|chief");
    }
  }

  // BREAKS 17. Red if parent and child make their natural keys differently.
  @Test
  void aParentMadeAgainAndAReplayKeepTheId() throws SQLException {
    try (SqliteWorld world = world(RANKS_DDL)) {
      SqliteWorld.Hand loader = world.hand();
      loader.write(world.batches.put("ranks", 1L, "1", "first"));
      loader.write(world.batches.put("ranks", 7L, "3", "chief"));
      loader.write(world.batches.put("members", "ann", reference("3", 7)));
      List<String> id = world.ask("SELECT rank_id FROM members");
      loader.write(world.batches.delete("ranks", 7L, "3"));
      loader.write(world.batches.put("ranks", 7L, "3", "again"));
      assertThat(world.ask("SELECT id FROM ranks WHERE guild = 7")).isEqualTo(id);

      world.database.beginGeneration(world.plan.withGeneration(2));
      assertThat(world.ask("SELECT id FROM crossfade_ids ORDER BY id DESC LIMIT 1")).isEqualTo(id);
    }
  }

  // Red without SqliteIdSeed.sow: ann points at a new id. Without the counter's begin, bob's rank
  // would take the id of the row that no reference can mean.
  @Test
  void rowsThatAreThereAlreadyKeepTheirIds() throws SQLException {
    try (SqliteWorld world =
        world(
            RANKS_DDL,
            "INSERT INTO ranks VALUES (1000, 7, 3, 'seeded'), (2000, 7, 'no number', 'odd')")) {
      SqliteWorld.Hand loader = world.hand();
      loader.write(world.batches.put("members", "ann", reference("3", 7)));
      loader.write(world.batches.put("members", "bob", reference("4", 7)));
      loader.write(world.batches.put("ranks", 7L, "4", "new"));

      assertThat(world.ask(Ranks.JOINED)).containsExactly("ann|seeded", "bob|new");
      assertThat(world.ask("SELECT id FROM ranks WHERE name = 'new'")).containsExactly("2001");
    }
  }

  @Test
  void aKeyThatHoldsALateReferenceIsFoundAgain() throws SQLException {
    try (SqliteWorld world =
        new SqliteWorld(
            folder.resolve("app.db"),
            List.of(Ranks.RANKS, Ranks.ASSIGNMENTS),
            RANKS_DDL,
            "CREATE TABLE assignments (rank_id INTEGER, role INTEGER, note TEXT,"
                + " PRIMARY KEY (rank_id, role))")) {
      Object[] rank = {7L, "3"};
      SqliteWorld.Hand loader = world.hand();
      loader.write(world.batches.put("assignments", rank, 1L, "a"));
      loader.write(world.batches.put("assignments", rank, 2L, "b"));
      loader.write(world.batches.put("assignments", rank, 1L, "changed"));
      loader.write(world.batches.delete("assignments", rank, 2L));

      assertThat(world.ask("SELECT role, note FROM assignments")).containsExactly("1|changed");
    }
  }

  // Red without handOver in SqliteDatabase.open: the application's first row becomes ann's parent.
  @Test
  void theApplicationsIdsGoOnBehindThoseOfRowsThatNeverCame() throws SQLException {
    try (SqliteWorld world = world(NUMBERED_DDL)) {
      world.hand().write(world.batches.put("members", "ann", reference("3", 7)));
      world.database.open(world.plan);
      world.execute("INSERT INTO ranks (guild, rank, name) VALUES (9, 9, 'of the application')");

      assertThat(world.ask(Ranks.JOINED)).containsExactly("ann|null");
    }
  }

  @Test
  void anIdThatSqliteDoesNotNumberIsRefused() {
    assertThatThrownBy(() -> world(RANKS_DDL.replace("INTEGER PRIMARY KEY", "INT PRIMARY KEY")))
        .isInstanceOf(LoaderException.class)
        .hasMessageContaining("ranks.id is no INTEGER PRIMARY KEY");
  }
}
