package dev.crossfade.loader;

import static dev.crossfade.loader.Columns.column;
import static dev.crossfade.loader.Columns.notNull;
import static dev.crossfade.loader.Records.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.loader.postgres.NewSide;
import dev.crossfade.schemas.Bytes;
import dev.crossfade.schemas.DeadLetter;
import dev.crossfade.schemas.Marker;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.testkit.Deadline;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoaderIT {

  private static final NewTable PEOPLE =
      table("people", List.of(notNull("id", "bigint"), column("name", "text")), "id");

  private static final NewTable COUNTS =
      table("counts", List.of(notNull("id", "bigint"), column("n", "integer")), "id");

  private static final String PEOPLE_DDL = "CREATE TABLE people (id bigint PRIMARY KEY, name text)";

  private static final String COUNTS_DDL = "CREATE TABLE counts (id bigint PRIMARY KEY, n int)";

  // Red if Batch.lastRows keeps the first of a key; if the consumer reads uncommitted; if markers
  // are not recorded.
  @Test
  void rowsBecomeWhatArrivedLastAndTheMarkerBehindThemSaysSo() throws Exception {
    try (NewWorld world = new NewWorld(2, List.of(PEOPLE), PEOPLE_DDL)) {
      world.load();
      world.send(
          () -> {
            for (long i = 0; i < 100; i++) {
              world.putSnapshot("people", i, "as it was " + i);
            }
          });
      world.send(
          () -> {
            world.put("people", 1L, "changed");
            world.put("people", 1L, "changed again");
            world.put("people", 2L, "gone soon");
            world.delete("people", 2L);
            world.put("people", 1000L, "new");
          });
      world.abort(() -> world.put("people", 3L, "never happened"));
      Marker marker = world.drain();
      world.untilArrived();

      assertThat(world.drained(marker).isDrained()).isTrue();
      assertThat(world.count("people")).isEqualTo("100");
      assertThat(
              world.database.query("SELECT name FROM people WHERE id IN (1, 3, 1000) ORDER BY id"))
          .containsExactly(List.of("changed again"), List.of("as it was 3"), List.of("new"));
    }
  }

  // BREAKS 22. Seen red when the loader's consumer reads uncommitted: the marker overtakes the row.
  @Test
  void aTransactionThatAKilledProducerLeftOpenHoldsTheDrainBackUntilItIsDecided() throws Exception {
    try (NewWorld world = new NewWorld(2, List.of(PEOPLE), PEOPLE_DDL);
        NewWorld.Rival stuck = world.rival()) {
      world.load();
      stuck.begin(() -> stuck.put("people", 1L, "written first"));
      world.send(() -> world.put("people", 2L, "written later"));
      Marker marker = world.drain();
      Deadline.until(
          NewWorld.LONG_ENOUGH,
          "the marker from the other partition",
          () -> world.drained(marker).missing().toString().contains("people: 2 of 4"));
      assertThat(world.drained(marker).isDrained()).isFalse();

      stuck.commit();
      Deadline.until(NewWorld.LONG_ENOUGH, "drained", () -> world.drained(marker).isDrained());

      assertThat(world.count("people WHERE id = 1")).isEqualTo("1");
    }
  }

  // Red without "a.next_offset = b.stood" in Applied.ADVANCE.
  @Test
  void loadersThatComeAndGoAndLoseTheirSessionsLoadEachRecordOnce() throws Exception {
    // A counter per key shows a lost or doubled effect: every change adds one, in order.
    try (NewWorld world = new NewWorld(4, List.of(PEOPLE, COUNTS), PEOPLE_DDL, COUNTS_DDL)) {
      world.database.execute(
          "CREATE TABLE history (place bigserial, id bigint, n int)",
          "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS"
              + " $$ BEGIN INSERT INTO public.history (id, n) VALUES (NEW.id, NEW.n); RETURN NULL; END $$",
          "CREATE TRIGGER note AFTER INSERT OR UPDATE ON counts"
              + " FOR EACH ROW EXECUTE FUNCTION note()");
      LoaderSettings settings = world.settings().withBatchRowsMax(40).withLanesPerTable(2);
      RunningLoader first = world.load(settings);
      for (int round = 1; round <= 12; round++) {
        int n = round;
        world.send(
            () -> {
              for (long id = 0; id < 200; id++) {
                world.put("counts", id, n);
                world.put("people", id * 1000 + n, "x");
              }
            });
        if (round == 4) {
          world.load(settings);
        } else if (round == 8) {
          first.close();
        } else if (round % 2 == 0) {
          world.database.query(
              "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                  + " WHERE datname = current_database() AND application_name = 'crossfade loader'");
        }
      }
      world.untilArrived();

      assertThat(world.count("counts WHERE n = 12")).isEqualTo("200");
      assertThat(world.count("people")).isEqualTo("2400");
      assertThat(world.count("(SELECT FROM history GROUP BY id, n HAVING count(*) > 1) twice"))
          .isEqualTo("0");
      assertThat(
              world.count(
                  "(SELECT n < lag(n) OVER (PARTITION BY id ORDER BY place) AS back FROM history) h"
                      + " WHERE back"))
          .isEqualTo("0");
    }
  }

  // Red if Intake.takeUp seeks to the beginning instead: the row deleted by hand comes back, or the
  // new database refuses.
  @Test
  void aLoaderStartedAgainGoesOnWhereTheNewDatabaseStands() throws Exception {
    try (NewWorld world = new NewWorld(2, List.of(PEOPLE), PEOPLE_DDL)) {
      RunningLoader first = world.load();
      world.send(() -> world.put("people", 1L, "a"));
      world.untilArrived();
      first.close();
      world.database.execute(
          "SET crossfade.loader = '"
              + world.database.ask("SELECT token FROM crossfade.migration")
              + "'; DELETE FROM people");

      world.load();
      world.send(() -> world.put("people", 2L, "b"));
      world.untilArrived();

      assertThat(world.database.query("SELECT id FROM people")).containsExactly(List.of("2"));
    }
  }

  @Test
  void theDeadTopicsLettersAreListedAndTakenOff() throws Exception {
    try (NewWorld world = new NewWorld(2, List.of(PEOPLE), PEOPLE_DDL)) {
      world.load();
      DeadLetter good = letter(1, 1, "one");
      DeadLetter gone = letter(1, 2, "two");
      DeadLetter ofAnotherGeneration = letter(7, 3, "three");
      world.send(
          () -> {
            world.dead(letter(1, 1, "earlier"));
            world.dead(good);
            world.dead(gone);
            world.dead(ofAnotherGeneration);
          });
      world.untilArrived();
      assertThat(world.count("crossfade.dead")).isEqualTo("2");
      world.send(() -> world.deadGone(gone));
      world.untilArrived();

      assertThat(
              world.database.query(
                  "SELECT generation, stage, statement, old_table, new_table, key_text, sql_state,"
                      + " reason FROM crossfade.dead"))
          .containsExactly(
              List.of(
                  "1",
                  "MAP",
                  "1",
                  "\"public\".\"old\"",
                  "\"public\".\"people\"",
                  "{\"id\":\"1\"}",
                  "22001",
                  "one"));
    }
  }

  private static DeadLetter letter(int generation, int statement, String reason) {
    return new DeadLetter(
        generation,
        DeadLetter.Stage.MAP,
        statement,
        "\"public\".\"old\"",
        "\"public\".\"people\"",
        Bytes.wrap(new byte[] {1, 2, 3}),
        "{\"id\":\"" + statement + "\"}",
        "22001",
        null,
        reason,
        1);
  }

  // Red without the look at Position.open in Offsets.standing: it reads on and on.
  @Test
  void aLoaderEndsByItselfOnceTheNewDatabaseIsOpen() throws Exception {
    try (NewWorld world = new NewWorld(1, List.of(PEOPLE), PEOPLE_DDL);
        Connection connection = world.database.connect()) {
      RunningLoader loader = world.load();
      world.send(() -> world.put("people", 1L, "a"));
      world.untilArrived();
      connection.setAutoCommit(false);
      NewSide.open(connection);
      connection.commit();

      world.send(() -> world.put("people", 1L, "too late"));
      assertThat(loader.end(NewWorld.LONG_ENOUGH)).isNull();
      assertThat(world.database.ask("SELECT name FROM people")).isEqualTo("a");
    }
  }

  // Seen red if WorkerSession.failed does not count the failures that will not pass by themselves.
  @Test
  void aLoaderStopsWithAClearMessageWhenTheFaultIsNoRows() throws Exception {
    try (NewWorld world = new NewWorld(1, List.of(PEOPLE), PEOPLE_DDL)) {
      world.database.execute("ALTER TABLE people RENAME TO gone");
      RunningLoader loader = world.load(world.settings().withRetryFor(Duration.ofMinutes(10)));
      world.send(() -> world.put("people", 1L, "a"));

      assertThat(loader.end(NewWorld.LONG_ENOUGH))
          .isInstanceOf(LoaderException.class)
          .hasMessageContaining("people")
          .hasMessageContaining("it is not the one that was prepared");
      assertThat(world.count("crossfade.dead")).isEqualTo("0");
      assertThat(world.database.ask("SELECT sum(next_offset) FROM crossfade.applied"))
          .isEqualTo("0");
      world.database.execute("ALTER TABLE gone RENAME TO people");
      world.load();
      Deadline.untilAsserted(
          NewWorld.LONG_ENOUGH, () -> assertThat(world.count("people")).isEqualTo("1"));
    }
  }
}
