package dev.crossfade.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.control.ControlKeys;
import dev.crossfade.control.ControlTopic;
import dev.crossfade.control.StatusReport;
import dev.crossfade.databases.postgres.Session;
import dev.crossfade.extractor.oldside.MarkerEmitter;
import dev.crossfade.schemas.DeadLetter;
import dev.crossfade.schemas.Marker;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.Op;
import dev.crossfade.testkit.Deadline;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangesIT {

  private static final Duration WAIT_MAX = RunningExtractor.WAIT_MAX;

  // BREAKS 9. What it guards: KeyEncoder's canonical forms in TableWriter.Image.sameKeyAs.
  @Test
  void anotherSpellingOfTheSameKeyIsAnUpdate() {
    try (OldDatabase old =
            new OldDatabase(
                    "CREATE TABLE n (id numeric PRIMARY KEY, v text)",
                    "CREATE TABLE c (id char(5) PRIMARY KEY, v text)",
                    "CREATE TABLE f (id float8 PRIMARY KEY, v text)",
                    "INSERT INTO n VALUES (1.0, 'a')",
                    "INSERT INTO c VALUES ('ab', 'a')",
                    "INSERT INTO f VALUES (0, 'a')")
                .prepared("n", "c", "f");
        RunningExtractor extractor = old.start()) {
      extractor.untilStreaming();
      old.database.execute(
          "UPDATE n SET id = 1.00", "UPDATE c SET id = 'ab '", "UPDATE f SET id = '-0'");
      for (String table : List.of("n", "c", "f")) {
        Deadline.until(WAIT_MAX, "it came", () -> old.topics().changes(table).size() == 2);
        assertThat(old.topics().changes(table))
            .extracting(OldTopics.Change::op)
            .containsExactly(Op.INSERT, Op.UPDATE);
        assertThat(old.topics().folded(table)).hasSize(1);
      }
    }
  }

  @Test
  void aRowThatChangesItsKeyIsDeletedAndInserted() {
    try (OldDatabase old =
            new OldDatabase(
                    "CREATE TABLE k (a int, b text, v text, PRIMARY KEY (b, a))",
                    "INSERT INTO k VALUES (1, 'x', 'v')")
                .prepared("k");
        RunningExtractor extractor = old.start()) {
      extractor.untilStreaming();
      old.database.execute("UPDATE k SET b = 'y'");

      Deadline.untilAsserted(
          WAIT_MAX, () -> assertThat(old.topics().foldedText("k")).containsExactly("1|y|v"));
      assertThat(old.topics().changes("k"))
          .filteredOn(change -> !change.snapshot())
          .extracting(OldTopics.Change::op)
          .containsExactlyInAnyOrder(Op.DELETE, Op.INSERT);
    }
  }

  @Test
  void underKeyIdentityADeleteCarriesItsKeyOnly() {
    try (OldDatabase old =
            new OldDatabase(
                    "CREATE TABLE k (id int PRIMARY KEY, v int)",
                    "INSERT INTO k VALUES (1, 10), (2, 20)")
                .prepared(OldTable.Identity.KEY, "k");
        RunningExtractor extractor = old.start()) {
      extractor.untilStreaming();
      old.database.execute(
          "UPDATE k SET v = 11 WHERE id = 1",
          "UPDATE k SET id = 3 WHERE id = 1",
          "DELETE FROM k WHERE id = 2");

      Deadline.untilAsserted(
          WAIT_MAX, () -> assertThat(old.topics().foldedText("k")).containsExactly("3|11"));
      assertThat(old.topics().changes("k"))
          .filteredOn(change -> change.op() == Op.UPDATE)
          .singleElement()
          .satisfies(change -> assertThat(change.before()).isEqualTo(OldTopics.NONE));
    }
  }

  // BREAKS 37. Red when OversizedRows.isTooLong says no.
  @Test
  void aRowLongerThanRowMaxIsADeadLetterUntilItIsShortAgain() {
    try (OldDatabase old =
            new OldDatabase(
                    "CREATE TABLE big (id int PRIMARY KEY, v text)",
                    "ALTER TABLE big ALTER v SET STORAGE EXTERNAL",
                    "INSERT INTO big VALUES (1, repeat('x', 12000000)), (2, 'short'),"
                        + " (3, repeat('y', 9000000))")
                .withRowMax(10_000_000)
                .prepared("big");
        RunningExtractor extractor = old.start()) {
      extractor.untilStreaming();
      assertThat(old.topics().folded("big")).hasSize(2);
      assertThat(old.topics().dead())
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.keyText()).isEqualTo("{\"id\":\"1\"}");
                assertThat(letter.stage()).isEqualTo(DeadLetter.Stage.MAP);
                assertThat(letter.reason()).contains("row-max").doesNotContain("xxx");
              });

      // 10 MB before and after fit; the grown row is taken back from where it was.
      old.database.execute(
          "UPDATE big SET v = repeat('z', 9500000) WHERE id = 3",
          "UPDATE big SET v = repeat('z', 11000000) WHERE id = 2");
      Deadline.untilAsserted(WAIT_MAX, () -> assertThat(old.topics().dead()).hasSize(2));
      assertThat(old.topics().folded("big")).hasSize(1);

      old.database.execute("UPDATE big SET v = 'short again' WHERE id < 3");
      Deadline.untilAsserted(WAIT_MAX, () -> assertThat(old.topics().dead()).isEmpty());
      assertThat(old.topics().foldedText("big"))
          .hasSize(3)
          .contains("1|short again", "2|short again");
    }
  }

  // BREAKS 23. Red when ChangeWriter.message sends to one partition. A non-transactional message
  // did
  // not turn it red: on a server with heartbeats the log is flushed anyway.
  @Test
  void aMarkerStandsInEveryPartitionBehindWhatCameBeforeIt() throws Exception {
    try (OldDatabase old =
            new OldDatabase(
                    "CREATE TABLE a (id int PRIMARY KEY)", "CREATE TABLE b (id int PRIMARY KEY)")
                .prepared("a", "b");
        RunningExtractor extractor = old.start();
        Connection connection = Session.open(old.url())) {
      extractor.untilStreaming();
      old.database.execute(
          "INSERT INTO a SELECT generate_series(1, 100)",
          "SELECT pg_logical_emit_message(true, 'somebody else', 'hello')");
      MarkerEmitter.emit(connection, old.plan().topics(), "drain-1", Marker.Kind.DRAIN);

      for (String table : List.of("a", "b")) {
        Deadline.untilAsserted(
            WAIT_MAX,
            () ->
                assertThat(old.topics().markers(table))
                    .hasSize(3)
                    .allSatisfy(
                        (partition, markers) ->
                            assertThat(markers)
                                .filteredOn(marker -> marker.kind() == Marker.Kind.DRAIN)
                                .singleElement()
                                .satisfies(
                                    marker -> {
                                      assertThat(marker.id()).isEqualTo("drain-1");
                                      assertThat(marker.feederTopic()).isEmpty();
                                      assertThat(marker.emittedAtMicros()).isPositive();
                                    })));
      }
      assertThat(old.topics().changes("a")).hasSize(100);
    }
  }

  @Test
  void tablesAndColumnsOfAnyNameAreCarried() {
    try (OldDatabase old =
            new OldDatabase(
                    "CREATE TABLE \"Odd, \"\"Näme\"\".x\" (\"I d\" int PRIMARY KEY, \"a,b\" text,"
                        + " \"select\" text, \"(x)=\" text, gen int GENERATED ALWAYS AS (\"I d\" * 2) STORED)",
                    "INSERT INTO \"Odd, \"\"Näme\"\".x\" VALUES (1, 'x', NULL, 'y')")
                .prepared("Odd, \"Näme\".x");
        RunningExtractor extractor = old.start()) {
      extractor.untilStreaming();
      old.database.execute(
          "INSERT INTO \"Odd, \"\"Näme\"\".x\" VALUES (2, NULL, 'io.debezium', '(x)=')");
      Deadline.untilAsserted(
          WAIT_MAX,
          () ->
              assertThat(old.topics().foldedText("Odd, \"Näme\".x"))
                  .containsExactly("1|x|NULL|y", "2|NULL|io.debezium|(x)="));
    }
  }

  @Test
  void saysInTheControlTopicHowFarItIs() {
    try (OldDatabase old =
            new OldDatabase(
                    "CREATE TABLE item (id int PRIMARY KEY)",
                    "INSERT INTO item SELECT generate_series(1, 500)",
                    "ANALYZE item")
                .prepared("item");
        RunningExtractor extractor = old.start();
        ControlTopic control = ControlTopic.latest(old.kafka(), old.plan().topics())) {
      extractor.untilStreaming();
      Deadline.untilAsserted(
          WAIT_MAX,
          () ->
              assertThat(
                      control.read(
                          ControlKeys.status("extractor", "extractor"), StatusReport.class))
                  .hasValueSatisfying(
                      report -> {
                        assertThat(report.state()).isEqualTo(StatusReport.State.STREAMING);
                        assertThat(report.figures()).containsKeys("lagBytes", "retainedBytes");
                        assertThat(report.tables().get("\"public\".\"item\""))
                            .satisfies(
                                table -> {
                                  assertThat(table.rows()).isEqualTo(500);
                                  assertThat(table.rowsTotal()).isEqualTo(500);
                                  assertThat(table.snapshotDone()).isTrue();
                                });
                      }));
    }
  }

  // The slot is not held back by a quiet database, and never confirmed beyond Kafka.
  @Test
  void theSlotFollowsThePosition() {
    try (OldDatabase old =
            new OldDatabase("CREATE TABLE item (id int PRIMARY KEY)").prepared("item");
        RunningExtractor extractor = old.start()) {
      extractor.untilStreaming();
      String lsn = old.database.ask("SELECT pg_current_wal_lsn()");
      Deadline.until(
          WAIT_MAX,
          "the slot has moved on",
          () ->
              "t"
                  .equals(
                      old.database.ask(
                          "SELECT confirmed_flush_lsn > '"
                              + lsn
                              + "' FROM pg_replication_slots WHERE slot_name = 'crossfade_"
                              + old.migration
                              + "'")));
    }
  }
}
