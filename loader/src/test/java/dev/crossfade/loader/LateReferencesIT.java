package dev.crossfade.loader;

import static dev.crossfade.loader.Columns.always;
import static dev.crossfade.loader.Columns.column;
import static dev.crossfade.loader.Records.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.loader.postgres.Inside;
import dev.crossfade.loader.postgres.LateOrphans;
import dev.crossfade.schemas.Bytes;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.testkit.Deadline;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class LateReferencesIT {

  private static final String RANKS_DDL =
      "CREATE TABLE ranks (id bigserial PRIMARY KEY, guild bigint NOT NULL, rank numeric NOT NULL,"
          + " name text, UNIQUE (guild, rank))";

  private static final String MEMBERS_DDL =
      "CREATE TABLE members (name text PRIMARY KEY, rank_id bigint REFERENCES ranks)";

  private static DirectWorld world(String... before) throws SQLException {
    List<String> ddl = new ArrayList<>(List.of(RANKS_DDL, MEMBERS_DDL));
    ddl.addAll(List.of(before));
    return new DirectWorld(4, List.of(Ranks.RANKS, Ranks.MEMBERS), ddl.toArray(new String[0]));
  }

  private static Object[] reference(String rank, long guild) {
    return new Object[] {rank, guild};
  }

  // Red if either side makes its natural key otherwise: fields in the order of the reference, or
  // 3.0 and 3 as different numbers.
  @Test
  void aChildMayComeBeforeItsParent() throws SQLException {
    try (DirectWorld world = world()) {
      world.hand().write(world.put("members", "ann", reference("3.0", 7)));
      world.hand().write(world.put("ranks", 7L, "3", "chief"));
      world.hand().write(world.put("members", "bob", (Object) reference("3", 7)));
      world.hand().write(world.put("members", "nobody", (Object) null));

      assertThat(world.database.query(Ranks.JOINED))
          .containsExactly(
              List.of("ann", "chief"),
              List.of("bob", "chief"),
              java.util.Arrays.asList("nobody", null));
    }
  }

  // The new database writes down its commits a moment later: one that crashes has lost the last.
  // Red without forget in TableWriter.before: bob's reference is NULL.
  @Test
  void anIdThatACrashHasTakenBackIsGivenOutAgain() throws SQLException {
    try (DirectWorld world = world()) {
      DirectWorld.Hand loader = world.hand();
      loader.write(world.put("members", "ann", reference("3", 7)));
      loader.write(world.delete("members", "ann", reference("3", 7)));
      world.database.execute("DELETE FROM crossfade.ids");
      world.hand(); // whoever works after a crash has opened a session since

      loader.write(world.put("members", "bob", reference("3", 7)));
      loader.write(world.put("ranks", 7L, "3", "chief"));

      assertThat(world.database.query(Ranks.JOINED)).containsExactly(List.of("bob", "chief"));
    }
  }

  // BREAKS 16. Red without ON CONFLICT DO NOTHING in Ids: 23505 instead of the other's id.
  @Test
  void anIdGivenOutMeanwhileByAnotherLoaderIsTaken() throws Exception {
    try (DirectWorld world = world();
        Connection other = world.database.connect()) {
      DirectWorld.Hand loader = world.hand();
      Bytes parent = Bytes.wrap(world.put("ranks", 7L, "3", "").key());
      other.setAutoCommit(false);
      try (PreparedStatement give =
          other.prepareStatement("INSERT INTO crossfade.ids VALUES (?, ?, '4711')")) {
        give.setString(1, "\"public\".\"ranks\"");
        give.setBytes(2, Inside.naturalKey(parent));
        give.executeUpdate();
      }
      Batch child = world.batch(world.put("members", "ann", reference("3", 7)));
      ExecutorService thread = Executors.newSingleThreadExecutor();
      try {
        Future<Void> written = thread.submit(writing(loader, List.of(child)));
        Deadline.until(
            NewWorld.LONG_ENOUGH,
            "the loader waits for the other",
            () ->
                "1"
                    .equals(
                        world.count(
                            "pg_stat_activity WHERE datname = current_database()"
                                + " AND wait_event_type = 'Lock'")));
        other.commit();
        written.get();
      } finally {
        thread.shutdownNow();
      }

      assertThat(world.database.ask("SELECT rank_id FROM members")).isEqualTo("4711");
    }
  }

  @Test
  void parentsAndChildrenAtTwoLoadersAtOnceMeet() throws Exception {
    try (DirectWorld world = world()) {
      int count = 400;
      List<Batch> parents = new ArrayList<>();
      List<Batch> children = new ArrayList<>();
      for (int from = 0; from < count; from += 20) {
        List<Batches.Sent> ranks = new ArrayList<>();
        List<Batches.Sent> members = new ArrayList<>();
        for (int i = from; i < from + 20; i++) {
          ranks.add(world.put("ranks", (long) i, "1", "rank " + i));
          members.add(world.put("members", "m" + i, reference("1", i)));
        }
        parents.add(world.batch(ranks.toArray(new Batches.Sent[0])));
        children.add(world.batch(members.toArray(new Batches.Sent[0])));
      }
      DirectWorld.Hand one = world.hand();
      DirectWorld.Hand two = world.hand();
      ExecutorService both = Executors.newFixedThreadPool(2);
      try {
        Future<Void> first = both.submit(writing(one, parents));
        Future<Void> second = both.submit(writing(two, children));
        first.get();
        second.get();
      } finally {
        both.shutdownNow();
      }

      assertThat(
              world.count(
                  "members m JOIN ranks r ON r.id = m.rank_id"
                      + " WHERE r.name = 'rank ' || substr(m.name, 2)"))
          .isEqualTo("400");
    }
  }

  private static Callable<Void> writing(DirectWorld.Hand loader, List<Batch> batches) {
    return () -> {
      for (Batch batch : batches) {
        loader.write(batch);
      }
      return null;
    };
  }

  // Red if the condition of LateOrphans.orphaned is turned round.
  @Test
  void referencesWithoutAParentAreListedAndSetToNullAtTheGate() throws SQLException {
    try (DirectWorld world = world();
        Connection connection = world.database.connect()) {
      world.hand().write(world.put("members", "ann", reference("3", 7)));
      world.hand().write(world.put("members", "bob", reference("4", 7)));
      world.hand().write(world.put("ranks", 7L, "4", "chief"));

      assertThat(LateOrphans.list(connection, world.plan, 10))
          .containsExactly(
              new LateOrphans.Orphans(
                  "\"public\".\"members\"", "rank_id", true, 1, List.of("{\"name\":\"ann\"}")));
      assertThat(LateOrphans.settle(connection, world.plan)).isEqualTo(1);
      assertThat(world.database.query(Ranks.JOINED))
          .containsExactly(java.util.Arrays.asList("ann", null), List.of("bob", "chief"));
      assertThat(LateOrphans.list(connection, world.plan, 10)).isEmpty();
    }
  }

  // BREAKS 17. Red if a delete of the parent, or a replay, forgets ids.
  @Test
  void aParentMadeAgainAndAReplayKeepTheId() throws SQLException {
    try (DirectWorld world = world()) {
      DirectWorld.Hand loader = world.hand();
      loader.write(world.put("ranks", 7L, "3", "chief"));
      loader.write(world.put("members", "ann", reference("3", 7)));
      final String id = world.database.ask("SELECT id FROM ranks");

      loader.write(world.delete("ranks", 7L, "3"));
      loader.write(world.put("ranks", 7L, "3", "chief again"));
      assertThat(world.database.ask("SELECT id FROM ranks")).isEqualTo(id);

      world.replay();
      world.hand().write(world.put("members", "ann", reference("3", 7)));
      world.hand().write(world.put("ranks", 7L, "3", "replayed"));
      assertThat(world.database.ask("SELECT id FROM ranks")).isEqualTo(id);
      assertThat(world.database.query(Ranks.JOINED)).containsExactly(List.of("ann", "replayed"));
    }
  }

  // Red without IdSeed: ann points at a new id, or the new row collides with the old one's.
  @Test
  void rowsThatAreThereAlreadyKeepTheirIds() throws SQLException {
    try (DirectWorld world =
        world("INSERT INTO ranks (id, guild, rank, name) VALUES (1000, 7, 3.00, 'seeded')")) {
      world.hand().write(world.put("members", "ann", reference("3", 7)));
      world.hand().write(world.put("members", "bob", reference("4", 7)));
      world.hand().write(world.put("ranks", 7L, "4", "new"));

      assertThat(world.database.query(Ranks.JOINED))
          .containsExactly(List.of("ann", "seeded"), List.of("bob", "new"));
      assertThat(Long.parseLong(world.database.ask("SELECT id FROM ranks WHERE rank = 4")))
          .isGreaterThan(1000);
    }
  }

  @Test
  void aKeyThatHoldsALateReferenceIsFoundAgain() throws SQLException {
    try (DirectWorld world =
        new DirectWorld(
            2,
            List.of(Ranks.RANKS, Ranks.ASSIGNMENTS),
            RANKS_DDL,
            "CREATE TABLE assignments (rank_id bigint, role bigint, note text,"
                + " PRIMARY KEY (rank_id, role))")) {
      Object[] rank = {7L, "3"};
      DirectWorld.Hand loader = world.hand();
      loader.write(world.put("assignments", rank, 1L, "a"));
      loader.write(world.put("assignments", rank, 2L, "b"));
      loader.write(world.put("assignments", rank, 1L, "changed"));
      loader.write(world.delete("assignments", rank, 2L));

      assertThat(world.database.query("SELECT role, note FROM assignments"))
          .containsExactly(List.of("1", "changed"));
    }
  }

  // Red without OVERRIDING SYSTEM VALUE, or if the identity column stands in the SET list (428C9).
  @Test
  void identityColumnsTakeTheRowsOwnValuesAndGeneratedOnesAreLeftToTheDatabase()
      throws SQLException {
    NewTable items =
        table("items", List.of(always("id", "integer"), column("price", "numeric")), "id");
    try (DirectWorld world =
        new DirectWorld(
            1,
            List.of(items),
            "CREATE TABLE items (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, price numeric,"
                + " double_price numeric GENERATED ALWAYS AS (price * 2) STORED)")) {
      DirectWorld.Hand loader = world.hand();
      loader.write(world.putSnapshot("items", 41, "1.50"));
      loader.write(world.put("items", 41, "2.50"), world.put("items", 42, "1"));

      assertThat(world.database.query("SELECT id, price, double_price FROM items ORDER BY id"))
          .containsExactly(List.of("41", "2.50", "5.00"), List.of("42", "1", "2"));
    }
  }
}
