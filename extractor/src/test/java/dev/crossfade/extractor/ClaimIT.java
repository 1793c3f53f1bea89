package dev.crossfade.extractor;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.control.ControlKeys;
import dev.crossfade.control.ControlTopic;
import dev.crossfade.control.KafkaConnection;
import dev.crossfade.control.KafkaForgotException;
import dev.crossfade.extractor.topics.Claim;
import dev.crossfade.extractor.topics.ExtractorFencedException;
import dev.crossfade.extractor.topics.KafkaUnavailableException;
import dev.crossfade.extractor.topics.Position;
import dev.crossfade.extractor.topics.TopicWriter;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.testkit.Deadline;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may open a producer, at every moment at which an extractor may stand still or die. */
class ClaimIT {

  private static final Position SOMEWHERE = new Position(1, false, 0);

  private final OldDatabase old =
      new OldDatabase("CREATE TABLE item (id int PRIMARY KEY, name text)");
  private final Claim first = new Claim("first");
  private final Claim second = new Claim("second");

  @BeforeEach
  void prepare() {
    old.prepared("item");
  }

  @AfterEach
  void drop() {
    old.close();
  }

  private TopicWriter open(Claim claim) {
    try (ControlTopic control = old.control()) {
      TopicWriter writer = new TopicWriter(old.kafka(), control, old.plan(), claim);
      Deadline.until(
          RunningExtractor.WAIT_MAX, // Kafka shows a transaction a moment after it says so
          "its claim is seen",
          () ->
              control
                  .read(ControlKeys.EXTRACTOR, JsonNode.class)
                  .filter(made -> made.get("instance").asText().equals(claim.instance()))
                  .isPresent());
      return writer;
    }
  }

  private void mustEndAsAnotherHasStarted(Claim claim) {
    assertThatThrownBy(() -> open(claim))
        .isInstanceOf(ExtractorFencedException.class)
        .hasMessageContaining("another extractor of this migration has started (second)");
  }

  // Red without Claim.mustNotBeOvertaken: the later one is fenced, and has to begin again.
  @Test
  void theOneThatWasOvertakenEndsAndLeavesTheOtherInPeace() {
    open(first).close();
    try (TopicWriter later = open(second)) {
      mustEndAsAnotherHasStarted(first);
      later.put(SOMEWHERE);
      later.commit();
    }
  }

  // A restart is a new claim. Red when Claim.stands refuses every claim of another.
  @Test
  void aRestartTakesOverFromTheDeadOne() {
    open(first).close();
    open(new Claim("first")).close();
  }

  // Red when the claim is written before the producer is open.
  @Test
  void oneThatDiesBeforeItOpensItsProducerEndsNobody() {
    open(first).close();
    cannotOpen(second);
    open(first).close();
  }

  // Red when Claim.mustNotBeOvertaken notes anew each time what it finds.
  @Test
  void oneThatStoodStillBeforeItOpenedItsProducerGivesWayToTheNext() {
    Claim still = new Claim("still");
    cannotOpen(still);
    open(second).close();
    mustEndAsAnotherHasStarted(still);
  }

  private void cannotOpen(Claim claim) {
    KafkaConnection refusing =
        new KafkaConnection(
            old.kafka().bootstrap(),
            Map.of("transaction.timeout.ms", "2000000000"), // longer than the broker allows
            old.kafka().rowBytesMax());
    try (ControlTopic control = old.control()) {
      assertThatThrownBy(() -> new TopicWriter(refusing, control, old.plan(), claim))
          .isInstanceOf(KafkaUnavailableException.class);
    }
  }

  // Red when Claim.stands asks the control topic that was opened before, or passes over a claim
  // that is gone.
  @Test
  void oneThatStoodStillWhileTheMigrationWasPreparedAnewEnds() throws Exception {
    try (ControlTopic opened = old.control()) {
      new TopicWriter(old.kafka(), opened, old.plan(), first).close();
      old.unprepared().prepared("item");
      assertThatThrownBy(() -> new TopicWriter(old.kafka(), opened, old.plan(), first))
          .isInstanceOf(ExtractorFencedException.class)
          .hasMessageContaining("was unprepared")
          .hasMessageContaining("start it again");
    }
  }

  // Red when ExtractorRun reads the control topic before it looks whether it is there: after 30 s
  // it
  // is to try again.
  @Test
  void oneThatStoodStillWhileTheMigrationWasUnpreparedEnds() throws Exception {
    old.unprepared();
    try (ControlTopic control = old.control()) {
      ExtractorRun again =
          new ExtractorRun(
              old.settings(),
              old.plan(),
              control,
              first,
              new StatusBoard("first"),
              (position, whole) -> {},
              () -> false);
      assertThatThrownBy(again::run)
          .isInstanceOf(KafkaForgotException.class)
          .hasMessageContaining("is gone");
    }
  }

  // Red when Claim.stands does not compare the plans: the claim would be the last.
  @Test
  void oneThatReadItsPlanBeforeTheMigrationWasPreparedAnewEnds() throws Exception {
    MigrationPlan before = old.plan();
    old.unprepared();
    old.database.execute("ALTER TABLE item ADD COLUMN note text");
    old.prepared("item");
    try (ControlTopic control = old.control()) {
      assertThatThrownBy(() -> new TopicWriter(old.kafka(), control, before, first))
          .isInstanceOf(ExtractorFencedException.class)
          .hasMessageContaining("another plan")
          .hasMessageContaining("start it again");
    }
  }

  // Red when Claim.stands asks for the plan of the current generation.
  @Test
  void aReplayLeavesTheExtractorAsItIs() {
    open(first).close();
    MigrationPlan next = old.plan().withGeneration(2);
    try (ControlTopic control = old.control()) {
      control.put(ControlKeys.plan(2), next);
      control.put(ControlKeys.GENERATION, 2);
    }
    open(first).close();
  }
}
