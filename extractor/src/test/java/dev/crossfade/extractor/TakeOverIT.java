package dev.crossfade.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.extractor.stream.CommitObserver;
import dev.crossfade.extractor.topics.Claim;
import dev.crossfade.extractor.topics.ExtractorFencedException;
import dev.crossfade.extractor.topics.Position;
import dev.crossfade.schemas.TableId;
import dev.crossfade.testkit.Deadline;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two extractors of one migration: the one that was started last writes. BREAKS 28. */
class TakeOverIT {

  private static final TableId ITEM = new TableId("public", "item");

  private final OldDatabase old =
      new OldDatabase("CREATE TABLE item (id int PRIMARY KEY, name text)");

  @AfterEach
  void drop() {
    old.close();
  }

  private RunningExtractor second() {
    return new RunningExtractor(new Extractor(old.settings().withInstance("second")));
  }

  private void untilTopicsHold(String row) {
    Deadline.untilAsserted(
        RunningExtractor.WAIT_MAX, () -> assertThat(old.topics().foldedText("item")).contains(row));
  }

  // Red with a transactional id per instance.
  @Test
  void aSecondExtractorFencesTheFirst() throws Exception {
    old.prepared("item");
    try (RunningExtractor first = old.start()) {
      first.untilStreaming();
      try (RunningExtractor later = second()) {
        old.database.execute("INSERT INTO item VALUES (1, 'after the second started')");
        assertThat(first.failure())
            .isInstanceOf(ExtractorFencedException.class)
            .hasMessageContaining("second");
        later.untilStreaming();
        untilTopicsHold("1|after the second started");
      }
    }
  }

  // Red when Claim passes over a later claim, both before the producer is open and after: they
  // fence
  // each other by turns.
  @Test
  void oneThatTriesAgainDoesNotFenceTheOneThatWasStartedAfterIt() throws Exception {
    old.prepared("item");
    PostgresUrl nowhere =
        PostgresUrl.parse(old.database.url().replaceFirst(":\\d+/", ":1/")); // nobody listens
    Extractor waiting = new Extractor(ExtractorSettings.of(old.migration, nowhere, old.kafka()));
    try (RunningExtractor first = new RunningExtractor(waiting)) {
      first.until("it tries again", () -> first.status().reasons().toString().contains("again"));
      try (RunningExtractor later = second()) {
        assertThat(first.failure()).isInstanceOf(ExtractorFencedException.class);
        later.untilStreaming();
      }
    }
  }

  // Red when TopicWriter takes every fenced producer for a later extractor.
  @Test
  void oneThatIsFencedThoughNoneWasStartedAfterItComesBack() {
    old.prepared("item");
    try (RunningExtractor extractor = old.start()) {
      extractor.untilStreaming();
      try (KafkaProducer<byte[], byte[]> earlier =
          new KafkaProducer<>(
              old.kafka()
                  .producer(
                      Map.of(
                          "transactional.id", old.plan().topics().extractorTransactionalId())))) {
        earlier.initTransactions();
      }
      old.database.execute("INSERT INTO item VALUES (1, 'after it was fenced')");
      untilTopicsHold("1|after it was fenced");
    }
  }

  // A supervisor starts what it had given up. Red when Extractor makes a claim of its own.
  @Test
  void aRestartInOneProcessDoesNotTakeOverFromOneThatWasStartedMeanwhile() throws Exception {
    old.prepared("item");
    Claim claim = new Claim("first");
    try (RunningExtractor first = new RunningExtractor(new Extractor(old.settings(), claim))) {
      first.untilStreaming();
    }
    try (RunningExtractor later = second()) {
      later.untilStreaming();
      try (RunningExtractor again = new RunningExtractor(new Extractor(old.settings(), claim))) {
        assertThat(again.failure())
            .isInstanceOf(ExtractorFencedException.class)
            .hasMessageContaining("second");
      }
    }
  }

  // Red when Claim.stands lets one pass whose claim is gone.
  @Test
  void oneThatStoodStillWhileTheMigrationWasPreparedAnewEnds() throws Exception {
    old.prepared("item");
    Standstill still = new Standstill();
    try (RunningExtractor frozen = new RunningExtractor(new Extractor(unwatched(), still))) {
      preparedAnewMeanwhile(frozen, still);
      still.end();
      assertThat(frozen.failure())
          .isInstanceOf(ExtractorFencedException.class)
          .hasMessageContaining("was unprepared")
          .hasMessageContaining("start it again");
    }
    assertThat(old.database.ask("SELECT count(*) FROM crossfade.slot")).isEqualTo("0");
    assertThat(old.topics().records(old.plan().topics().old(ITEM))).isEmpty();
    try (RunningExtractor again = old.start()) {
      again.untilStreaming();
      untilTopicsHold("1|before it stood still|NULL");
    }
  }

  // Red when Claim passes over a later claim.
  @Test
  void oneThatStoodStillOverAMigrationsEndDoesNotFenceTheNextOnesExtractor() throws Exception {
    old.prepared("item");
    Standstill still = new Standstill();
    try (RunningExtractor frozen = new RunningExtractor(new Extractor(unwatched(), still))) {
      preparedAnewMeanwhile(frozen, still);
      try (RunningExtractor later = second()) {
        later.until("it writes", () -> later.status().figures().containsKey("positionLsn"));
        still.end();
        assertThat(frozen.failure())
            .isInstanceOf(ExtractorFencedException.class)
            .hasMessageContaining("second");
        old.database.execute("INSERT INTO item VALUES (2, 'after it woke', 'new')");
        untilTopicsHold("2|after it woke|new");
      }
    }
  }

  private void preparedAnewMeanwhile(RunningExtractor frozen, Standstill still) throws Exception {
    frozen.untilStreaming();
    old.database.execute("INSERT INTO item VALUES (1, 'before it stood still')");
    still.await();
    old.unprepared();
    old.database.execute("ALTER TABLE item ADD COLUMN note text");
    old.prepared("item");
  }

  /** A stopped process does not look after its slot either. */
  private ExtractorSettings unwatched() {
    ExtractorSettings usual = old.settings();
    return new ExtractorSettings(
        usual.migration(),
        usual.old(),
        usual.kafka(),
        usual.instance(),
        usual.snapshot(),
        usual.stream(),
        usual.walBudget(),
        Duration.ofHours(1),
        usual.retryMax(),
        usual.feed());
  }

  /** Holds the thread that reads the log at its next commit. */
  private static final class Standstill implements CommitObserver {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);

    @Override
    public void committed(Position position, boolean whole) {
      begun.countDown();
      boolean interrupted = false;
      while (over.getCount() > 0) {
        try {
          over.await();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    void await() throws InterruptedException {
      assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
    }

    void end() {
      over.countDown();
    }
  }
}
