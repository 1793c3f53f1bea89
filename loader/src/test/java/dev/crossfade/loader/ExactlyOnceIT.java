package dev.crossfade.loader;

import static dev.crossfade.loader.Columns.column;
import static dev.crossfade.loader.Columns.notNull;
import static dev.crossfade.loader.Records.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.loader.postgres.Inside;
import dev.crossfade.loader.postgres.NewSide;
import dev.crossfade.schemas.NewTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ExactlyOnceIT {

  private static final NewTable PEOPLE =
      table("people", List.of(notNull("id", "bigint"), column("name", "text")), "id");

  private static final String PEOPLE_DDL = "CREATE TABLE people (id bigint PRIMARY KEY, name text)";

  // Red without "AND a.next_offset = b.stood" in Applied.ADVANCE: the deleted row comes back.
  @Test
  void aBatchDeliveredAgainIsRefusedAndChangesNothing() throws SQLException {
    try (DirectWorld world = new DirectWorld(1, List.of(PEOPLE), PEOPLE_DDL)) {
      DirectWorld.Hand loader = world.hand();
      Batch first = world.batch(world.put("people", 1L, "a"), world.put("people", 2L, "b"));
      loader.write(first);
      loader.write(world.delete("people", 1L));

      assertThatThrownBy(() -> loader.write(first)).isInstanceOf(StaleLoaderException.class);

      assertThat(world.database.query("SELECT id, name FROM people"))
          .containsExactly(List.of("2", "b"));
    }
  }

  // Red if Transaction.write applies before it advances: the stale loader then waits for the lock
  // on the row, which the test holds, instead of being refused.
  @Test
  void aStaleLoaderIsRefusedBeforeItTouchesARow() throws SQLException {
    try (DirectWorld world = new DirectWorld(1, List.of(PEOPLE), PEOPLE_DDL);
        Connection other = world.database.connect()) {
      DirectWorld.Hand stale = world.hand();
      DirectWorld.Hand owner = world.hand();
      Batch both = world.batch(world.put("people", 1L, "a"));
      owner.write(both);
      other.setAutoCommit(false);
      other.createStatement().execute("SELECT * FROM people WHERE id = 1 FOR UPDATE");

      FutureTask<Tally> refused = new FutureTask<>(() -> stale.write(both));
      new Thread(refused, "stale loader").start();

      assertThatThrownBy(() -> refused.get(10, TimeUnit.SECONDS))
          .hasCauseInstanceOf(StaleLoaderException.class);
      other.rollback();
    }
  }

  // Red if advance and rows are two transactions (commit after advance): the offset has moved.
  @Test
  void aBatchWhoseSessionDiesLeavesNeitherRowsNorProgress() throws SQLException {
    try (DirectWorld world = new DirectWorld(1, List.of(PEOPLE), PEOPLE_DDL)) {
      Batch batch = world.batch(world.put("people", 1L, "a"));
      DirectWorld.Hand killed = world.hand();
      TopicWriter writer = killed.writer(batch.topic());
      TopicWriter dying =
          (session, b) -> {
            Tally tally = writer.apply(session, b);
            int pid =
                Inside.connection(session)
                    .unwrap(org.postgresql.PGConnection.class)
                    .getBackendPID();
            world.database.query("SELECT pg_terminate_backend(" + pid + ", 10000)");
            return tally;
          };
      writer.before(killed.session, batch);

      assertThatThrownBy(() -> Transaction.write(killed.session, dying, batch))
          .isInstanceOf(SQLException.class);

      assertThat(world.count("people")).isEqualTo("0");
      world.hand().write(batch);
      assertThat(world.count("people")).isEqualTo("1");
    }
  }

  // BREAKS 21. Red without "AND a.open" in Applied.ADVANCE.
  @Test
  void onceTheNewDatabaseIsOpenEveryLaterBatchAndRetryIsRefused() throws SQLException {
    try (DirectWorld world = new DirectWorld(1, List.of(PEOPLE), PEOPLE_DDL)) {
      DirectWorld.Hand loader = world.hand();
      loader.write(world.put("people", 1L, "from the old side"));
      try (Connection connection = world.database.connect()) {
        connection.setAutoCommit(false);
        NewSide.open(connection);
        connection.commit();
      }
      world.database.execute("UPDATE people SET name = 'from the application'");

      assertThatThrownBy(() -> loader.write(world.put("people", 1L, "too late")))
          .isInstanceOf(StaleLoaderException.class);
      assertThatThrownBy(() -> loader.write(world.idle("people")))
          .isInstanceOf(StaleLoaderException.class);

      assertThat(world.database.ask("SELECT name FROM people")).isEqualTo("from the application");
    }
  }

  // BREAKS 26. Red without the TRUNCATE in NewSide.beginGeneration, or without the DELETE of the
  // old generation's offsets.
  @Test
  void aReplayInPlaceEmptiesTheTablesAndRefusesTheOldGeneration() throws SQLException {
    try (DirectWorld world = new DirectWorld(1, List.of(PEOPLE), PEOPLE_DDL)) {
      DirectWorld.Hand old = world.hand();
      old.write(world.put("people", 1L, "a"), world.put("people", 2L, "the new filter drops me"));
      Batch late = world.batch(world.put("people", 3L, "late"));

      world.replay();
      assertThatThrownBy(() -> old.write(late)).isInstanceOf(StaleLoaderException.class);
      world.hand().write(world.put("people", 1L, "again"));

      assertThat(world.database.query("SELECT id, name FROM people"))
          .containsExactly(List.of("1", "again"));
    }
  }

  // BREAKS 35. Red if TableWriter.copiedStraight throws instead of merging on 23505.
  @Test
  void snapshotRowsThatAreThereAlreadyAreMergedNotRefused() throws SQLException {
    try (DirectWorld world = new DirectWorld(1, List.of(PEOPLE), PEOPLE_DDL)) {
      DirectWorld.Hand loader = world.hand();
      loader.write(world.putSnapshot("people", 1L, "first"), world.putSnapshot("people", 2L, "b"));

      loader.write(world.putSnapshot("people", 1L, "moved"), world.putSnapshot("people", 3L, "c"));

      assertThat(world.database.query("SELECT id, name FROM people ORDER BY id"))
          .containsExactly(List.of("1", "moved"), List.of("2", "b"), List.of("3", "c"));
      assertThat(world.count("crossfade.dead")).isEqualTo("0");
    }
  }

  // BREAKS 11. Red without deleteWithNulls in Merge.delete, and in prepare without the look at
  // indnullsnotdistinct in KeyIndex.
  @Test
  void aNullInTheKeyIsOneRowHoweverOftenItComes() throws SQLException {
    NewTable optional =
        table("optional", List.of(column("code", "text"), column("name", "text")), "code");
    try (DirectWorld world =
        new DirectWorld(
            1,
            List.of(optional),
            "CREATE TABLE optional (code text UNIQUE NULLS NOT DISTINCT, name text)")) {
      DirectWorld.Hand loader = world.hand();
      loader.write(world.put("optional", null, "a"), world.put("optional", "x", "x"));
      loader.write(world.put("optional", null, "b"));
      assertThat(world.database.query("SELECT code, name FROM optional ORDER BY code"))
          .hasSize(2)
          .contains(java.util.Arrays.asList(null, "b"));

      loader.write(world.delete("optional", (Object) null));
      assertThat(world.count("optional")).isEqualTo("1");
    }
    assertThatThrownBy(
            () ->
                new DirectWorld(
                    1, List.of(optional), "CREATE TABLE optional (code text UNIQUE, name text)"))
        .isInstanceOf(LoaderException.class)
        .hasMessageContaining("NULLS NOT DISTINCT");
  }

  // Red without the trigger in NewSide.prepare, and for the leaf without pg_partition_tree in
  // Guard.
  @Test
  void nobodyElseWritesToTheNewTables() throws SQLException {
    NewTable parted = table("parted", List.of(notNull("id", "bigint")), "id");
    try (DirectWorld world =
        new DirectWorld(
            1,
            List.of(PEOPLE, parted),
            PEOPLE_DDL,
            "CREATE TABLE parted (id bigint PRIMARY KEY) PARTITION BY RANGE (id)",
            "CREATE TABLE parted_low PARTITION OF parted FOR VALUES FROM (0) TO (100)")) {
      for (String sql :
          List.of(
              "INSERT INTO people VALUES (1, 'x')",
              "UPDATE people SET name = 'x'",
              "DELETE FROM people",
              "TRUNCATE people",
              "SET session_replication_role = replica; INSERT INTO people VALUES (1, 'x')",
              "INSERT INTO parted_low VALUES (1)")) {
        assertThatThrownBy(() -> world.database.execute(sql))
            .hasMessageContaining("is being filled by a Crossfade migration");
      }
      world.hand().write(world.put("parted", 1L));
      assertThat(world.count("parted")).isEqualTo("1");
    }
  }
}
