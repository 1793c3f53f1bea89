package dev.crossfade.extractor.topics;

import dev.crossfade.control.ControlException;
import dev.crossfade.control.ControlKeys;
import dev.crossfade.control.ControlTopic;
import dev.crossfade.control.KafkaConnection;
import dev.crossfade.schemas.MigrationPlan;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The right to write a migration's old topics: it belongs to the extractor that claimed it last.
 * One for each process, however often its extractor is started again in it.
 *
 * <p>Kafka fences by who opened a producer last, and an extractor that lost its connection opens
 * one again. Without the claim it would fence the one that was started to take over from it, and
 * after it the two would go on fencing each other.
 *
 * <p>A claim is made once, in the first transaction of a producer that is open, and only over the
 * claim that was found at the beginning. So one that dies before it writes takes nothing from
 * anybody; one that is fenced while its own claim stands comes back; and one that stood still finds
 * another's claim, or none, and ends.
 */
public final class Claim {

  /** What the control topic holds. */
  record Made(String instance, UUID run) {}

  private final Made own;
  private @Nullable Made found;
  private boolean looked;
  private boolean made;

  /**
   * A new claim, which takes over from every earlier one.
   *
   * @param instance names this process, also to the one that has to end
   */
  public Claim(String instance) {
    this.own = new Made(instance, UUID.randomUUID());
  }

  /** Who claims. */
  public String instance() {
    return own.instance();
  }

  /** What is to be written to the control topic. */
  Object own() {
    return own;
  }

  /** Notes that it is written. */
  synchronized void made() {
    made = true;
  }

  /**
   * Spares one that was started later from being fenced. What was committed a moment ago may not be
   * seen yet, so only {@link #stands} decides.
   *
   * @throws ExtractorFencedException if another extractor has claimed since this one looked first
   * @throws ControlException if Kafka cannot be asked
   */
  synchronized void mustNotBeOvertaken(ControlTopic control) {
    Optional<Made> last = control.read(ControlKeys.EXTRACTOR, Made.class);
    if (!looked) {
      found = last.orElse(null);
      looked = true;
    }
    if (last.isPresent() && !last.get().equals(own) && !last.get().equals(found)) {
      throw ExtractorFencedException.startedLater(last.get().instance());
    }
  }

  /**
   * Decides, once the producer is open: whoever claims after that fences it first.
   *
   * @return false if the claim is still to be made
   * @throws ExtractorFencedException if another extractor has claimed, or the migration was
   *     unprepared since, or prepared anew
   * @throws ControlException if Kafka cannot be asked
   */
  synchronized boolean stands(KafkaConnection kafka, MigrationPlan plan) {
    // A new reader: an earlier one remembers a topic that may have been made again.
    try (ControlTopic control = ControlTopic.committed(kafka, plan.topics())) {
      Made last = control.read(ControlKeys.EXTRACTOR, Made.class).orElse(null);
      if (!own.equals(last) && (made || !Objects.equals(found, last))) {
        throw last == null
            ? ExtractorFencedException.unprepared(plan.topics().control())
            : ExtractorFencedException.startedLater(last.instance());
      }
      // Not the current generation's: a replay leaves the extractor as it is.
      if (control
          .read(ControlKeys.plan(plan.generation()), MigrationPlan.class)
          .filter(plan::equals)
          .isEmpty()) {
        throw ExtractorFencedException.anotherPlan(plan.migration());
      }
      return made;
    }
  }
}
