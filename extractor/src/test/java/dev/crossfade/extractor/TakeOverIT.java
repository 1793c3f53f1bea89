package dev.crossfade.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.extractor.topics.ExtractorFencedException;
import dev.crossfade.testkit.Deadline;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two extractors of one migration: the one that was started last writes. BREAKS 28. */
class TakeOverIT {

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

  // Red without Claim.mustStand before and after initTransactions: they fence each other by turns.
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
}
