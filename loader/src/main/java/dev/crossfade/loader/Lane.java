package dev.crossfade.loader;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The way of some partitions of one topic into the new database: a queue, written by one worker at
 * a time, in order. Safe for use by several threads.
 */
final class Lane {

  private final String topic;
  private final TopicWriter writer;
  private final Deque<Chunk> queue = new ArrayDeque<>();
  private final Map<Integer, Long> expected = new HashMap<>();
  private final Map<Integer, Long> applied = new HashMap<>();
  private Set<Integer> atWork = Set.of();
  private long queuedBytes;
  private long recordsAtWork;
  private boolean scheduled;

  Lane(String topic, TopicWriter writer) {
    this.topic = topic;
    this.writer = writer;
  }

  String topic() {
    return topic;
  }

  TopicWriter writer() {
    return writer;
  }

  /** A partition is this loader's, from this offset on. */
  synchronized void own(int partition, long from) {
    expected.put(partition, from);
    applied.put(partition, from);
  }

  /**
   * A partition is this loader's no more. What waits is dropped; returns when no transaction holds
   * any of it, or after {@code waitMillis}: that transaction then races the new owner's, and the
   * compare-and-set decides.
   */
  synchronized void disown(Collection<Integer> partitions, long waitMillis)
      throws InterruptedException {
    partitions.forEach(expected::remove);
    partitions.forEach(applied::remove);
    drop(partitions);
    long deadline = System.nanoTime() + waitMillis * 1_000_000;
    while (atWork.stream().anyMatch(partitions::contains)) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return;
      }
      wait(left);
    }
  }

  private void drop(Collection<Integer> partitions) {
    queue.removeIf(
        chunk -> {
          boolean theirs = partitions.contains(chunk.partition());
          queuedBytes -= theirs ? chunk.bytes() : 0;
          return theirs;
        });
  }

  /**
   * Takes what a poll gave, unless it does not follow what came before: left over from before a
   * seek.
   *
   * @return whether the lane must be handed to a worker
   */
  synchronized boolean offer(Chunk chunk) {
    Long follows = expected.get(chunk.partition());
    if (follows == null || follows != chunk.from()) {
      return false;
    }
    expected.put(chunk.partition(), chunk.to());
    queue.add(chunk);
    queuedBytes += chunk.bytes();
    return schedule();
  }

  /** Hands the lane out although nothing arrived, for its parked rows. */
  synchronized boolean nudge() {
    return !expected.isEmpty() && writer.hasParked() && schedule();
  }

  private boolean schedule() {
    boolean handOut = !scheduled;
    scheduled = true;
    return handOut;
  }

  synchronized long queuedBytes() {
    return queuedBytes;
  }

  /** Records that wait or are at work. */
  synchronized long queuedRecords() {
    return recordsAtWork + queue.stream().mapToLong(chunk -> chunk.records().size()).sum();
  }

  /**
   * The next batch, as far as it fits; one without rows if nothing waits; null if nothing is owned.
   */
  synchronized @Nullable Batch next(int rowsMax, long bytesMax) {
    List<Chunk> chunks = new ArrayList<>();
    int rows = 0;
    long bytes = 0;
    while (!queue.isEmpty()
        && (chunks.isEmpty()
            || (rows + queue.element().records().size() <= rowsMax
                && bytes + queue.element().bytes() <= bytesMax))) {
      Chunk chunk = queue.remove();
      chunks.add(chunk);
      rows += chunk.records().size();
      bytes += chunk.bytes();
    }
    queuedBytes -= bytes;
    if (chunks.isEmpty()) {
      applied.forEach((part, at) -> chunks.add(new Chunk(part, at, at, List.of(), 0)));
    }
    if (chunks.isEmpty()) {
      return null;
    }
    Batch batch = new Batch(topic, chunks);
    atWork = new HashSet<>(batch.advances().keySet());
    recordsAtWork = rows;
    return batch;
  }

  /** Whether the partitions of a batch are all still this loader's. */
  synchronized boolean owns(Batch batch) {
    return expected.keySet().containsAll(batch.advances().keySet());
  }

  /** A batch is committed. */
  synchronized void written(Batch batch) {
    batch
        .advances()
        .forEach((part, advance) -> applied.computeIfPresent(part, (p, at) -> advance.to()));
  }

  /**
   * The new database stands elsewhere: what waits of these partitions is dropped until {@link #own}
   * says from where to go on.
   */
  synchronized void lost(Batch batch) {
    batch.advances().keySet().forEach(expected::remove);
    batch.advances().keySet().forEach(applied::remove);
    drop(batch.advances().keySet());
  }

  /** The worker lets go; returns whether it has to come back. */
  synchronized boolean done() {
    atWork = Set.of();
    recordsAtWork = 0;
    notifyAll();
    scheduled = !queue.isEmpty();
    return scheduled;
  }
}
