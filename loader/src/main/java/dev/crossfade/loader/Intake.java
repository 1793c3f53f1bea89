package dev.crossfade.loader;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the partitions the group gives this loader, from where the new database stands, into their
 * lanes. Used by one thread, but for {@link #lost} and {@link #wakeup}.
 */
final class Intake implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Intake.class);
  private static final Duration POLL_MAX = Duration.ofMillis(50);
  private static final long ASK_AGAIN_NANOS = 500_000_000L;
  private static final long HAND_OVER_MILLIS = 20_000;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Offsets offsets;
  private final Lanes lanes;
  private final Map<TopicPartition, Long> stood = new HashMap<>();
  private final Set<TopicPartition> paused = new HashSet<>();
  private final ConcurrentLinkedQueue<TopicPartition> lost = new ConcurrentLinkedQueue<>();
  private final Duration unreachableMax;
  private long unreachableSince;
  private long askAgainAt;
  private @Nullable RuntimeException assignmentFailure;

  Intake(
      KafkaConsumer<byte[], byte[]> consumer,
      Offsets offsets,
      Lanes lanes,
      Duration unreachableMax) {
    this.consumer = consumer;
    this.unreachableMax = unreachableMax;
    this.offsets = offsets;
    this.lanes = lanes;
  }

  void subscribe(List<String> topics) {
    consumer.subscribe(topics, new Assignment());
  }

  /**
   * One poll, and everything it gave put into lanes.
   *
   * @throws GenerationClosedException if the new database takes no more rows of this generation
   * @throws LoaderException if Kafka does not hold what the new database needs next
   */
  void step() {
    seekLost();
    keepWithinLimits();
    ConsumerRecords<byte[], byte[]> records;
    try {
      records = consumer.poll(POLL_MAX);
    } catch (WakeupException e) {
      return;
    } catch (org.apache.kafka.clients.consumer.InvalidOffsetException e) {
      throw new LoaderException(
          "Kafka no longer holds what the new database needs next of "
              + e.partitions()
              + ". Start over: crossfade unprepare, then prepare",
          e);
    }
    if (assignmentFailure != null) {
      throw assignmentFailure;
    }
    for (TopicPartition partition : records.partitions()) {
      Long from = stood.get(partition);
      if (from != null) {
        long to = consumer.position(partition);
        stood.put(partition, to);
        lanes.offer(
            partition, Chunk.of(partition.partition(), from, to, records.records(partition)));
      }
    }
  }

  /** The new database stands elsewhere in these partitions; heard of by any thread. */
  void lost(Collection<TopicPartition> partitions) {
    lost.addAll(partitions);
  }

  void wakeup() {
    consumer.wakeup();
  }

  /** Records that Kafka holds and this loader has not polled yet, by partition it owns. */
  Map<TopicPartition, Long> behind() {
    Map<TopicPartition, Long> behind = new HashMap<>();
    for (TopicPartition partition : stood.keySet()) {
      behind.put(partition, consumer.currentLag(partition).orElse(0));
    }
    return behind;
  }

  private void seekLost() {
    if (unreachableSince != 0 && System.nanoTime() < askAgainAt) {
      return;
    }
    Set<TopicPartition> again = new HashSet<>();
    for (TopicPartition each = lost.poll(); each != null; each = lost.poll()) {
      again.add(each);
    }
    again.retainAll(consumer.assignment());
    if (!again.isEmpty()) {
      log.warn("the new database stands elsewhere in {}: reading on from there", again);
      takeUp(again);
    }
  }

  private void takeUp(Collection<TopicPartition> partitions) {
    if (partitions.isEmpty()) {
      return;
    }
    try {
      Map<TopicPartition, Long> stands = offsets.standing(partitions);
      Map<TopicPartition, Long> seeks =
          offsets.seekable(
              stands, consumer.beginningOffsets(partitions), consumer.endOffsets(partitions));
      stands.forEach(
          (partition, next) -> {
            consumer.seek(partition, java.util.Objects.requireNonNull(seeks.get(partition)));
            stood.put(partition, next);
            lanes.own(partition, next);
          });
      paused.removeAll(partitions);
      consumer.resume(partitions);
      unreachableSince = 0;
    } catch (SQLException e) {
      takeUpLater(partitions, e);
    }
  }

  /** The new database does not answer: these partitions stand still until it does. */
  private void takeUpLater(Collection<TopicPartition> partitions, SQLException e) {
    long now = System.nanoTime();
    unreachableSince = unreachableSince == 0 ? now : unreachableSince;
    boolean tooLong = now - unreachableSince > unreachableMax.toNanos();
    if (tooLong || Failure.of(e).kind() != Failure.Kind.TRANSIENT) {
      throw new LoaderException(
          "cannot read crossfade.applied in the new database: " + e.getMessage(), e);
    }
    log.warn("the new database does not say where {} stand; asking again", partitions);
    askAgainAt = now + ASK_AGAIN_NANOS;
    partitions.forEach(partition -> consumer.seek(partition, 0)); // nowhere else to stand meanwhile
    consumer.pause(partitions);
    partitions.forEach(stood::remove);
    lost.addAll(partitions);
  }

  private void keepWithinLimits() {
    Map<Boolean, List<TopicPartition>> full =
        stood.keySet().stream().collect(Collectors.partitioningBy(lanes::isFull));
    List<TopicPartition> pause = new ArrayList<>(full.getOrDefault(true, List.of()));
    pause.removeAll(paused);
    List<TopicPartition> resume = new ArrayList<>(paused);
    resume.removeIf(partition -> !lanes.hasRoom(partition));
    if (!pause.isEmpty()) {
      consumer.pause(pause);
      paused.addAll(pause);
    }
    if (!resume.isEmpty()) {
      paused.removeAll(resume);
      resume.retainAll(consumer.assignment());
      consumer.resume(resume);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }

  /** Begins and ends with the partitions the group gives and takes. */
  private final class Assignment implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      try {
        takeUp(partitions);
      } catch (RuntimeException e) {
        assignmentFailure = e; // thrown by step: Kafka would wrap it
        partitions.forEach(partition -> consumer.seek(partition, 0));
        consumer.pause(partitions);
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      letGo(partitions, HAND_OVER_MILLIS);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      letGo(partitions, 0); // someone else has them already
    }

    private void letGo(Collection<TopicPartition> partitions, long waitMillis) {
      stood.keySet().removeAll(partitions);
      paused.removeAll(partitions);
      lanes.disown(partitions, waitMillis);
    }
  }
}
