package dev.crossfade.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.schemas.Marker;
import dev.crossfade.testkit.Deadline;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExtractorIT {

  private static final Duration WAIT_MAX = Duration.ofSeconds(60);

  private final OldDatabase old =
      new OldDatabase(
          "CREATE TABLE item (id int PRIMARY KEY, name text, price numeric(10,2))",
          "INSERT INTO item SELECT i, 'item ' || i, i / 3.0 FROM generate_series(1, 1000) i");

  @AfterEach
  void drop() {
    old.close();
  }

  private List<String> oldRows() {
    return old
        .database
        .query("SELECT concat_ws('|', id, coalesce(name, 'NULL'), price) FROM item")
        .stream()
        .map(row -> row.get(0))
        .sorted()
        .toList();
  }

  private void untilTopicsHoldTheOldRows() {
    Deadline.untilAsserted(
        WAIT_MAX, () -> assertThat(old.topics().foldedText("item")).isEqualTo(oldRows()));
  }

  @Test
  void carriesTheSnapshotAndEveryChangeAfterIt() {
    old.prepared("item");
    try (RunningExtractor extractor = old.start()) {
      extractor.untilStreaming();
      assertThat(old.topics().foldedText("item")).isEqualTo(oldRows());

      old.database.execute(
          "INSERT INTO item VALUES (2000, 'new', 1)",
          "UPDATE item SET name = NULL WHERE id < 10",
          "UPDATE item SET id = id + 5000 WHERE id BETWEEN 20 AND 29",
          "DELETE FROM item WHERE id BETWEEN 30 AND 39");

      untilTopicsHoldTheOldRows();
    }
  }

  @Test
  void goesOnWhereItWasClosed() {
    old.prepared("item");
    old.start().untilStreaming().close();
    old.database.execute("INSERT INTO item VALUES (2000, 'while it was down', 1)");
    int sent = old.topics().changes("item").size();

    try (RunningExtractor extractor = old.start()) {
      extractor.untilStreaming();
      untilTopicsHoldTheOldRows();
      assertThat(old.topics().changes("item")).hasSize(sent + 1);
    }
  }

  @Test
  void sendsHeartbeatsThroughEveryPartition() {
    old.prepared("item");
    try (RunningExtractor extractor = old.start()) {
      extractor.untilStreaming();
      Deadline.untilAsserted(
          WAIT_MAX,
          () ->
              assertThat(old.topics().markers("item"))
                  .hasSize(3)
                  .allSatisfy(
                      (partition, markers) ->
                          assertThat(markers)
                              .hasSizeGreaterThan(2)
                              .extracting(Marker::id)
                              .isSorted()
                              .doesNotHaveDuplicates()));
    }
  }
}
