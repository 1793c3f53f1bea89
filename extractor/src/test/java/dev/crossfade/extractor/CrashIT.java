package dev.crossfade.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.control.ControlKeys;
import dev.crossfade.extractor.snapshot.LedgerEntry;
import dev.crossfade.extractor.snapshot.SnapshotLimits;
import dev.crossfade.extractor.stream.CommitObserver;
import dev.crossfade.extractor.stream.StreamLimits;
import dev.crossfade.schemas.TableId;
import dev.crossfade.testkit.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a crash at the worst moment leaves. */
class CrashIT {

  /** As if the process were gone: nothing after it is sent, committed or confirmed. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static final Duration WAIT_MAX = RunningExtractor.WAIT_MAX;

  private final OldDatabase old =
      new OldDatabase(
          "CREATE TABLE item (id int PRIMARY KEY, name text)",
          "INSERT INTO item SELECT i, 'item ' || i FROM generate_series(1, 1000) i",
          "ANALYZE item");

  @AfterEach
  void drop() {
    old.close();
  }

  private void untilTopicsHoldTheOldRows() {
    List<String> rows =
        old.database.query("SELECT id || '|' || name FROM item").stream()
            .map(row -> row.get(0))
            .sorted()
            .toList();
    Deadline.untilAsserted(
        WAIT_MAX, () -> assertThat(old.topics().foldedText("item")).isEqualTo(rows));
  }

  private RunningExtractor start(ExtractorSettings settings, CommitObserver observer) {
    return new RunningExtractor(new Extractor(settings, observer));
  }

  /** Every few rows a Kafka transaction, wherever the old transaction is. */
  private ExtractorSettings smallBatches() {
    return old.settings()
        .withStream(new StreamLimits(1, Duration.ZERO, 25_000, Duration.ofSeconds(10)));
  }

  // BREAKS 1 and 6. Red when ChangeWriter.commit commits the position before it flushes the rows.
  // A position inside a transaction is harmless here: the server sends by the end of transactions.
  @Test
  void aCopyLosesNoRowHoweverOftenItIsCutShort() throws Exception {
    old.prepared("item");
    old.start().untilStreaming().close();
    old.database.execute(
        "INSERT INTO item SELECT i, repeat('x', 100) || i FROM generate_series(2001, 4000) i");

    boolean whole = false;
    for (int batch = 1; !whole && batch < 100; batch++) {
      AtomicInteger left = new AtomicInteger(batch);
      try (RunningExtractor extractor =
          start(
              smallBatches(),
              (position, atEnd) -> {
                if (left.decrementAndGet() == 0) {
                  throw new Killed();
                }
              })) {
        if (batch > 12) { // more than the COPY has batches: it must get through
          untilTopicsHoldTheOldRows();
          extractor.stop();
          whole = true;
        } else {
          assertThat(extractor.failure()).isInstanceOf(Killed.class);
        }
      }
    }
    untilTopicsHoldTheOldRows();
  }

  // A transaction longer than any batch: its first rows are there before its end is.
  @Test
  void aTransactionOfAHundredThousandRowsSpansSeveralBatches() {
    old.prepared("item");
    AtomicInteger parts = new AtomicInteger();
    try (RunningExtractor extractor =
        start(
            old.settings()
                .withStream(
                    new StreamLimits(
                        1 << 20, Duration.ofMillis(100), 1 << 20, Duration.ofSeconds(10))),
            (position, atEnd) -> {
              if (!atEnd) {
                parts.incrementAndGet();
              }
            })) {
      extractor.untilStreaming();
      old.database.execute(
          "INSERT INTO item SELECT i, 'item ' || i FROM generate_series(5001, 105000) i");
      untilTopicsHoldTheOldRows();
      assertThat(parts).hasValueGreaterThan(3);
    }
  }

  // BREAKS 15: the rows of the rewritten file lie elsewhere. Red when ChunkPlan.missing does not
  // compare filenodes.
  @Test
  void aTableRewrittenBetweenTwoTriesIsReadAgain() throws Exception {
    old.database.execute(
        "INSERT INTO item SELECT i, repeat('x', 500) || i FROM generate_series(1001, 5000) i",
        "DELETE FROM item WHERE id % 2 = 0",
        "ANALYZE item");
    old.prepared("item");
    ExtractorSettings slow =
        old.settings().withSnapshot(new SnapshotLimits(1, 100, 500, Duration.ofMinutes(30)));
    try (RunningExtractor first = new RunningExtractor(new Extractor(slow))) {
      first.until("some chunks are done", () -> done() > 3);
    }
    int before = done();
    assertThat(old.topics().folded("item")).hasSizeLessThan(2500);

    old.database.execute("VACUUM FULL item");

    try (RunningExtractor second = old.start()) {
      second.untilStreaming();
      untilTopicsHoldTheOldRows();
      assertThat(done()).isGreaterThan(before);
    }
  }

  // Red when ChunkReader.lock does not compare what the catalog says at the snapshot with what is.
  @Test
  void aTableThatAlterTableRewritesBeforeItIsReadLosesNoRow() {
    old.database.execute(
        "CREATE TABLE earlier (id int PRIMARY KEY, name text)",
        "INSERT INTO earlier SELECT i, 'earlier ' || i FROM generate_series(1, 6000) i",
        "ANALYZE earlier");
    old.prepared("earlier", "item");
    ExtractorSettings slow =
        old.settings().withSnapshot(new SnapshotLimits(1, 100, 1500, Duration.ofMinutes(30)));
    try (RunningExtractor extractor = new RunningExtractor(new Extractor(slow))) {
      extractor.until("the first chunks are done", () -> !ledger("earlier").isEmpty());

      old.database.execute("ALTER TABLE item ADD COLUMN extra uuid DEFAULT gen_random_uuid()");

      assertThat(ledger("item")).as("it is still to be read").isEmpty();
      extractor.untilStreaming();
      untilTopicsHoldTheOldRows();
    }
  }

  @Test
  void aSnapshotCutShortReadsOnlyWhatIsMissing() {
    old.database.execute(
        "INSERT INTO item SELECT i, repeat('x', 500) || i FROM generate_series(1001, 5000) i",
        "ANALYZE item");
    old.prepared("item");
    ExtractorSettings slow =
        old.settings().withSnapshot(new SnapshotLimits(1, 100, 1000, Duration.ofMinutes(30)));
    try (RunningExtractor first = new RunningExtractor(new Extractor(slow))) {
      first.until("some chunks are done", () -> done() > 3);
    }
    long rowsDone = rowsDone();
    old.database.execute(
        "UPDATE item SET name = 'changed in between' WHERE id % 100 = 0",
        "DELETE FROM item WHERE id % 100 = 1");
    try (RunningExtractor second = old.start()) {
      second.untilStreaming();
      assertThat(second.status().tables().get("\"public\".\"item\"").rows())
          .isLessThan(5100 - rowsDone);
      untilTopicsHoldTheOldRows();
    }
  }

  private int done() {
    return ledger("item").size();
  }

  private long rowsDone() {
    return ledger("item").stream().mapToLong(LedgerEntry::rows).sum();
  }

  private java.util.Collection<LedgerEntry> ledger(String table) {
    try (var control = old.control()) {
      return control
          .readAll(ControlKeys.ledgerOf(new TableId("public", table)), LedgerEntry.class)
          .values();
    }
  }

  // Red when ExtractorRun.first takes the slot for a finished one: it reads the snapshot then, and
  // the
  // slot that was moved under it is refused.
  @Test
  void aSlotThatAnEarlierStartIsStillMakingIsWaitedFor() throws Exception {
    old.prepared("item");
    String slot = "crossfade_" + old.migration;
    try (Connection application = old.database.connect();
        Connection earlier = old.database.connect();
        Statement open = application.createStatement()) {
      application.setAutoCommit(false);
      open.execute("INSERT INTO item VALUES (2001, 'of a transaction that is open')");
      CompletableFuture<Void> made =
          CompletableFuture.runAsync(
              () -> {
                try (Statement statement = earlier.createStatement()) {
                  statement.execute(
                      "SELECT pg_create_logical_replication_slot('" + slot + "', 'pgoutput')");
                } catch (SQLException failure) {
                  throw new IllegalStateException(failure);
                }
              });
      Deadline.until(
          WAIT_MAX,
          "the slot is begun",
          () ->
              !old.database
                  .query("SELECT 1 FROM pg_replication_slots WHERE slot_name = '" + slot + "'")
                  .isEmpty());
      try (RunningExtractor extractor = old.start()) {
        extractor.until(
            "it says what it waits for",
            () -> String.valueOf(extractor.status()).contains("still being made"));
        application.commit();
        made.get();
        extractor.untilStreaming();
        untilTopicsHoldTheOldRows();
      }
    }
  }

  // BREAKS 36. Red when ExportedSlot or SnapshotSession leaves the time-outs as they are.
  @Test
  void theServersTimeoutsDoNotEndTheSnapshot() {
    String database = "\"" + old.database.name() + "\"";
    old.database.execute(
        "ALTER DATABASE " + database + " SET idle_in_transaction_session_timeout = 100",
        "ALTER DATABASE " + database + " SET statement_timeout = 200",
        "ALTER DATABASE " + database + " SET transaction_timeout = 1000");
    old.prepared("item");
    ExtractorSettings slow =
        old.settings().withSnapshot(new SnapshotLimits(1, 100, 400, Duration.ofMinutes(30)));
    try (RunningExtractor extractor = new RunningExtractor(new Extractor(slow))) {
      extractor.untilStreaming();
      untilTopicsHoldTheOldRows();
      assertThat(old.topics().changes("item")).hasSize(1000); // in one go, nothing twice
    }
  }

  // Every chunk at a snapshot of its own.
  @Test
  void anOldSnapshotIsRenewed() {
    old.prepared("item");
    ExtractorSettings renewing =
        old.settings().withSnapshot(new SnapshotLimits(2, 100, 0, Duration.ZERO));
    try (RunningExtractor extractor = new RunningExtractor(new Extractor(renewing))) {
      extractor.untilStreaming();
      untilTopicsHoldTheOldRows();
    }
  }
}
