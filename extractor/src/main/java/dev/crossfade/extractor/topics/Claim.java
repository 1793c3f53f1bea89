package dev.crossfade.extractor.topics;

import dev.crossfade.control.ControlException;
import dev.crossfade.control.ControlKeys;
import dev.crossfade.control.ControlTopic;
import dev.crossfade.control.KafkaConnection;
import dev.crossfade.schemas.TopicNames;
import java.util.Optional;
import java.util.UUID;

/**
 * The right to write a migration's old topics: it belongs to the extractor that was started last.
 *
 * <p>Kafka fences by who opened a producer last, and an extractor that lost its connection opens
 * one again. Without the claim it would fence the one that was started to take over from it, and
 * after it the two would go on fencing each other. With it an extractor that finds a later claim
 * ends, and one that is fenced while its own claim stands comes back.
 */
public final class Claim implements AutoCloseable {

  /** What the control topic holds. */
  record Made(String instance, UUID run) {}

  private final ControlTopic control;
  private final Made own;
  private boolean made;

  /**
   * @param instance who claims, for the message of the one that has to end
   */
  public Claim(KafkaConnection kafka, TopicNames names, String instance) {
    // Past open transactions: the one that has to end may be within one.
    this.control = ControlTopic.latest(kafka, names);
    this.own = new Made(instance, UUID.randomUUID());
  }

  /**
   * Claims, the first time it is called.
   *
   * @throws ControlException if Kafka does not take it
   */
  public void make() {
    if (!made) {
      control.put(ControlKeys.EXTRACTOR, own);
      made = true;
    }
  }

  /**
   * @throws ExtractorFencedException if an extractor was started after this one
   * @throws ControlException if Kafka cannot be asked
   */
  void mustStand() {
    Optional<Made> last = control.read(ControlKeys.EXTRACTOR, Made.class);
    if (last.isPresent() && !last.get().equals(own)) {
      throw new ExtractorFencedException(last.get().instance());
    }
  }

  @Override
  public void close() {
    control.close();
  }
}
