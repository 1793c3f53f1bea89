package dev.crossfade.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.control.StatusReport;
import dev.crossfade.testkit.Deadline;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Changes of the old tables that cannot be carried: BREAKS 29. What came before is in Kafka, the
 * slot stays, the status says why.
 */
class HoldIT {

  private final OldDatabase old =
      new OldDatabase(
          "CREATE TABLE item (id int PRIMARY KEY, name text, kind text, price numeric(10,2))",
          "INSERT INTO item VALUES (1, 'one', 'a', 1)",
          "CREATE TYPE mood AS ENUM ('sad', 'glad')",
          "CREATE TABLE part (id int, region int, mood mood, PRIMARY KEY (id, region))"
              + " PARTITION BY LIST (region)",
          "CREATE TABLE part_1 PARTITION OF part FOR VALUES IN (1)",
          "CREATE TABLE part_2 (region int, mood mood, id int, PRIMARY KEY (id, region))",
          "ALTER TABLE part_2 ALTER region SET NOT NULL, ALTER id SET NOT NULL",
          "ALTER TABLE part ATTACH PARTITION part_2 FOR VALUES IN (2)",
          "INSERT INTO part VALUES (1, 1, 'sad'), (2, 2, 'glad')");

  @AfterEach
  void drop() {
    old.close();
  }

  // Seen red, every line of it, when SchemaGuard.check lets drift pass and ChangeWriter.truncated
  // does nothing: the extractor goes on.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "TRUNCATE item | truncated public.item",
        "ALTER TABLE item DROP COLUMN kind | item.kind was dropped or renamed",
        "ALTER TABLE item RENAME COLUMN kind TO sort | item.kind was dropped or renamed",
        "ALTER TABLE item DROP COLUMN kind, ADD COLUMN kind text | dropped and made again",
        "ALTER TABLE item ALTER price TYPE numeric(12,4) | was numeric(10,2) and is now",
        "ALTER TABLE item ALTER name TYPE text USING upper(name), ALTER id TYPE int USING id + 1"
            + " | rewritten by ALTER TABLE",
        "ALTER TABLE item REPLICA IDENTITY DEFAULT | REPLICA IDENTITY",
        "ALTER TABLE item DROP CONSTRAINT item_pkey, ADD PRIMARY KEY (id, name)"
            + " | primary key of public.item changed",
        "ALTER TABLE item RENAME TO items | item was dropped or renamed",
        "ALTER TABLE part DETACH PARTITION part_2 | part_2 of public.part was detached",
        "CREATE TABLE part_3 PARTITION OF part FOR VALUES IN (3) | part_3 no longer tells enough",
        "ALTER TYPE mood RENAME VALUE 'sad' TO 'bad' | a label of the enum",
      })
  void holdsBeforeWhatItCannotCarry(String change, String reason) {
    old.prepared("item", "part");
    try (RunningExtractor extractor = old.start()) {
      extractor.untilStreaming();
      old.database.execute("INSERT INTO item VALUES (2, 'two', 'b', 2)", change);

      extractor.until(StatusReport.State.HELD);

      assertThat(extractor.status().reasons()).singleElement().asString().contains(reason);
      assertThat(old.topics().foldedText("item")).startsWith("1|one|a|1.00");
      assertThat(
              old.database.ask(
                  "SELECT count(*) FROM pg_replication_slots WHERE slot_name = 'crossfade_"
                      + old.migration
                      + "'"))
          .isEqualTo("1");
    }
    // No crash loop: the next one meets the same and holds too.
    try (RunningExtractor again = old.start()) {
      again.until(StatusReport.State.HELD);
    }
  }

  @Test
  void carriesOnThroughChangesThatTheMappingDoesNotRead() {
    old.prepared("item", "part");
    try (RunningExtractor extractor = old.start()) {
      extractor.untilStreaming();
      old.database.execute(
          "ALTER TABLE item ADD COLUMN later int DEFAULT 7",
          "INSERT INTO item VALUES (2, 'two', 'b', 2, 9)",
          "VACUUM FULL item",
          "ALTER TYPE mood ADD VALUE 'mad'",
          "INSERT INTO part VALUES (3, 2, 'mad')",
          "CREATE TABLE other (id int PRIMARY KEY)",
          "ALTER TABLE item DROP COLUMN later",
          "UPDATE item SET name = 'uno' WHERE id = 1",
          "UPDATE part SET region = 1 WHERE id = 2");

      Deadline.untilAsserted(
          RunningExtractor.WAIT_MAX,
          () -> {
            assertThat(old.topics().foldedText("item"))
                .isEqualTo(List.of("1|uno|a|1.00", "2|two|b|2.00"));
            assertThat(old.topics().foldedText("part"))
                .isEqualTo(List.of("1|1|sad", "2|1|glad", "3|2|mad"));
          });
      assertThat(extractor.status().state()).isEqualTo(StatusReport.State.STREAMING);
    }
  }
}
