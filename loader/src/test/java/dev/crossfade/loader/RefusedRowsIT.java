package dev.crossfade.loader;

import static dev.crossfade.loader.Columns.column;
import static dev.crossfade.loader.Columns.notNull;
import static dev.crossfade.loader.Records.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.loader.postgres.Inside;
import dev.crossfade.schemas.NewTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RefusedRowsIT {

  private static final NewTable PEOPLE =
      table(
          "people",
          List.of(
              notNull("id", "bigint"),
              column("name", "character varying(5)"),
              column("age", "integer"),
              column("email", "text")),
          "id");

  private static final String PEOPLE_DDL =
      "CREATE TABLE people (id bigint PRIMARY KEY, name varchar(5), age int NOT NULL"
          + " CONSTRAINT of_age CHECK (age >= 18), email text CONSTRAINT one_email UNIQUE)";

  private static final String DEAD =
      "SELECT key_text, sql_state, column_name FROM crossfade.dead ORDER BY key_text";

  private static DirectWorld world(int partitions) throws SQLException {
    return new DirectWorld(partitions, List.of(PEOPLE), PEOPLE_DDL);
  }

  // Red if Merge.upsert gives up a failed batch as a whole, or counts the places of refused rows
  // from 0.
  @Test
  void badRowsAreDeadLettersAndTheOthersOfTheirBatchAreApplied() throws SQLException {
    try (DirectWorld world = world(2)) {
      DirectWorld.Hand loader = world.hand();
      loader.write(world.put("people", 17L, "old", 30, null));
      List<Batches.Sent> sent = new ArrayList<>();
      for (long id = 0; id < 300; id++) {
        sent.add(
            switch ((int) id) {
              case 17 -> world.put("people", id, "child", 3, null); // CHECK
              case 99 -> world.put("people", id, "too long", 30, null); // varchar(5)
              case 200 -> world.put("people", id, "none", null, null); // NOT NULL
              default -> world.put("people", id, "ok", 30, null);
            });
      }
      loader.write(sent.toArray(new Batches.Sent[0]));

      assertThat(world.count("people")).isEqualTo("297");
      assertThat(world.count("people WHERE id IN (17, 99, 200)")).isEqualTo("0");
      assertThat(world.database.query(DEAD))
          .containsExactly(
              java.util.Arrays.asList("{\"id\":\"17\"}", "23514", null),
              List.of("{\"id\":\"200\"}", "23502", "age"),
              List.of("{\"id\":\"99\"}", "22001", "name"));
      assertThat(
              world.database.ask(
                  "SELECT string_agg(reason, '; ' ORDER BY key_text) FROM crossfade.dead"))
          .isEqualTo(
              "the new table's CHECK constraint of_age does not hold;"
                  + " NULL where the new table allows none (column age);"
                  + " the text is too long (column name)");
    }
  }

  // The same through the straight COPY of a snapshot.
  @Test
  void badSnapshotRowsAreDeadLettersToo() throws SQLException {
    try (DirectWorld world = world(1)) {
      world
          .hand()
          .write(
              world.putSnapshot("people", 1L, "ok", 30, null),
              world.putSnapshot("people", 2L, "child", 3, null),
              world.putSnapshot("people", 3L, "ok", 30, null));

      assertThat(world.count("people")).isEqualTo("2");
      assertThat(world.count("crossfade.dead")).isEqualTo("1");
    }
  }

  // BREAKS 27. Red without Outstanding.removeOf (the letter stays) or without the delete of refused
  // rows in TableWriter.write (x stays).
  @Test
  void goodThenBadThenGoodLeavesOnlyTheLast() throws SQLException {
    try (DirectWorld world = world(1)) {
      DirectWorld.Hand loader = world.hand();
      loader.write(world.put("people", 1L, "x", 30, null));
      loader.write(world.put("people", 1L, "bad", 3, null));
      assertThat(world.count("people")).isEqualTo("0");
      assertThat(world.count("crossfade.dead")).isEqualTo("1");

      loader.write(world.put("people", 1L, "y", 30, null));
      assertThat(world.database.query("SELECT name FROM people")).containsExactly(List.of("y"));
      assertThat(world.count("crossfade.dead")).isEqualTo("0");

      loader.write(world.put("people", 1L, "bad", 3, null));
      world.hand().write(world.delete("people", 1L)); // another loader, which remembers nothing
      assertThat(world.count("people")).isEqualTo("0");
      assertThat(world.count("crossfade.dead")).isEqualTo("0");
    }
  }

  @Test
  void sensitiveKeysStandInNoDeadLetter() throws SQLException {
    NewTable secrets =
        table("secrets", List.of(notNull("ssn", "text"), column("n", "integer")), "ssn");
    try (DirectWorld world =
        new DirectWorld(
            1,
            List.of(secrets),
            List.of("ssn"),
            "CREATE TABLE secrets (ssn text PRIMARY KEY, n int CHECK (n > 0))")) {
      world.hand().write(world.put("secrets", "078-05-1120", -1));
      assertThat(world.database.query("SELECT key_text, reason FROM crossfade.dead"))
          .containsExactly(
              List.of(
                  "{\"ssn\":\"***\"}",
                  "the new table's CHECK constraint secrets_n_check does not hold"));
    }
  }

  // BREAKS 32. Red without the delete of refused rows in TableWriter.write: both park for ever.
  @Test
  void uniqueValuesSwappedBetweenTwoLoadersBothArrive() throws SQLException {
    try (DirectWorld world = world(8)) {
      long[] ids = twoOfDifferentPartitions(world);
      DirectWorld.Hand one = world.hand();
      DirectWorld.Hand two = world.hand();
      one.write(world.put("people", ids[0], "a", 30, "a@x"));
      two.write(world.put("people", ids[1], "b", 30, "b@x"));

      one.write(world.put("people", ids[0], "a", 30, "b@x"));
      assertThat(world.count("crossfade.parked")).isEqualTo("1");
      two.write(world.put("people", ids[1], "b", 30, "a@x"));
      // Only the owner tries again, and at most ten times a second.
      dev.crossfade.testkit.Deadline.untilAsserted(
          NewWorld.LONG_ENOUGH,
          () -> {
            one.write(world.batchOfNothing("people", world.put("people", ids[0], "", 30, null)));
            assertThat(world.count("crossfade.parked")).isEqualTo("0");
          });

      assertThat(world.database.query("SELECT name, email FROM people ORDER BY name"))
          .containsExactly(List.of("a", "b@x"), List.of("b", "a@x"));
      assertThat(world.count("crossfade.dead")).isEqualTo("0");
    }
  }

  // Red without the delete of refused rows in TableWriter.write.
  @Test
  void uniqueValuesSwappedWithinOneBatchArriveAtOnce() throws SQLException {
    try (DirectWorld world = world(2)) {
      DirectWorld.Hand loader = world.hand();
      loader.write(
          world.put("people", 1L, "a", 30, "a@x"), world.put("people", 2L, "b", 30, "b@x"));

      loader.write(
          world.put("people", 1L, "a", 30, "b@x"), world.put("people", 2L, "b", 30, "a@x"));

      assertThat(world.database.query("SELECT name, email FROM people ORDER BY name"))
          .containsExactly(List.of("a", "b@x"), List.of("b", "a@x"));
      assertThat(world.count("crossfade.parked")).isEqualTo("0");
    }
  }

  @Test
  void whateverArrivesForAParkedKeyReplacesIt() throws SQLException {
    try (DirectWorld world = world(1)) {
      DirectWorld.Hand loader = world.hand();
      loader.write(
          world.put("people", 1L, "a", 30, "same@x"), world.put("people", 2L, "b", 30, "same@x"));
      assertThat(world.count("crossfade.parked")).isEqualTo("1");
      long parked = world.database.ask("SELECT min(id) FROM people").equals("1") ? 2 : 1;

      loader.write(world.put("people", parked, "c", 30, "other@x"));
      assertThat(world.count("crossfade.parked")).isEqualTo("0");
      assertThat(world.count("people")).isEqualTo("2");

      loader.write(world.put("people", parked, "d", 30, parked == 1 ? "same@x" : "same@x"));
      assertThat(world.count("crossfade.parked")).isEqualTo("1");
      loader.write(world.delete("people", parked));
      assertThat(world.count("crossfade.parked")).isEqualTo("0");
      assertThat(world.count("people")).isEqualTo("1");
    }
  }

  // Red if Outstanding.retry looks at the time alone and not at the heartbeats: the first assertion
  // fails. Red without Collision: the reason names no row.
  @Test
  void aRowParkedForAMinuteWhileDrainedIsADeadLetterThatNamesTheOther() throws SQLException {
    try (DirectWorld world = world(1)) {
      DirectWorld.Hand loader = world.hand();
      long millis = 1_700_000_000_000L;
      loader.write(world.put("people", 1L, "a", 30, "same@x").at(millis));
      loader.write(world.put("people", 2L, "b", 30, "same@x").at(millis));
      loader.write(world.heartbeat("people", (millis + 59_000) * 1000));
      loader.write(world.idle("people"));
      assertThat(world.count("crossfade.parked")).isEqualTo("1");
      assertThat(world.count("crossfade.dead")).isEqualTo("0");

      loader.write(world.heartbeat("people", (millis + 61_000) * 1000));
      dev.crossfade.testkit.Deadline.untilAsserted(
          NewWorld.LONG_ENOUGH,
          () -> {
            loader.write(world.idle("people"));
            assertThat(world.count("crossfade.parked")).isEqualTo("0");
          });

      assertThat(world.database.query("SELECT key_text, sql_state, reason FROM crossfade.dead"))
          .containsExactly(
              List.of(
                  "{\"id\":\"2\"}",
                  "23505",
                  "the unique key one_email already has these values,"
                      + " held by the row {\"id\":\"1\"}"));
    }
  }

  // Seen red if Failure.kind counts 42501 as DATA: a thousand dead letters.
  @Test
  void aMissingPrivilegeIsNoBadRow() throws SQLException {
    try (DirectWorld world = world(1)) {
      DirectWorld.Hand loader = world.hand();
      loader.write(world.put("people", 1L, "a", 30, null));
      String role = world.database.name() + "_weak";
      world.database.execute(
          "CREATE ROLE " + role,
          "GRANT ALL ON SCHEMA crossfade TO " + role,
          "GRANT ALL ON ALL TABLES IN SCHEMA crossfade TO " + role);
      // Everything but INSERT, so that the letters themselves could be written.
      Inside.execute(loader.session, "GRANT SELECT, DELETE ON people TO " + role);
      Inside.execute(
          loader.session,
          "GRANT ALL ON pg_temp.crossfade_rows_0, pg_temp.crossfade_keys_0 TO " + role);
      Inside.execute(loader.session, "SET ROLE " + role);
      Batch batch =
          world.batch(
              IntStream.range(10, 1010)
                  .mapToObj(i -> world.put("people", (long) i, "a", 30, null))
                  .toArray(Batches.Sent[]::new));

      assertThatThrownBy(() -> loader.write(batch))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
      assertThat(world.count("crossfade.dead")).isEqualTo("0");

      Inside.execute(loader.session, "RESET ROLE");
      loader.write(batch);
      assertThat(world.count("people")).isEqualTo("1001");
      world.database.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
    }
  }

  private static long[] twoOfDifferentPartitions(DirectWorld world) {
    int first = world.put("people", 1L, "", 30, null).partition(8);
    long other = 2;
    while (world.put("people", other, "", 30, null).partition(8) == first) {
      other++;
    }
    return new long[] {1, other};
  }
}
