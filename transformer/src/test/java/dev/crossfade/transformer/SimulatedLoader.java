package dev.crossfade.transformer;

import dev.crossfade.schemas.Bytes;
import dev.crossfade.schemas.Marker;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads the partitions of one topic in chance order into a map, as a loader would. */
final class SimulatedLoader {

  /** The records of a topic's partition so far. */
  interface Logs {
    List<History.Message> log(String topic, int partition);
  }

  final Map<Bytes, Bytes> rows = new TreeMap<>();
  private final Logs logs;
  private final String topic;
  private final int[] next;
  private final Set<String> feeders;
  private final Set<String> arrived = new HashSet<>();
  private final Marker last;
  int messages;

  /**
   * @param feeders topics whose every partition must send the last marker, or one that says the
   *     same, to every partition here
   */
  SimulatedLoader(Logs logs, String topic, int partitions, List<String> feeders, Marker last) {
    this.logs = logs;
    this.topic = topic;
    this.next = new int[partitions];
    this.last = last;
    this.feeders =
        feeders.stream()
            .flatMap(
                f ->
                    java.util.stream.IntStream.range(0, partitions)
                        .boxed()
                        .flatMap(
                            from ->
                                java.util.stream.IntStream.range(0, partitions)
                                    .mapToObj(to -> f + "/" + from + " to " + to)))
            .collect(Collectors.toSet());
  }

  /** Takes one record of some partition; false if there is none. */
  boolean step(Random random) {
    int start = random.nextInt(next.length);
    for (int i = 0; i < next.length; i++) {
      int partition = (start + i) % next.length;
      List<History.Message> log = logs.log(topic, partition);
      if (next[partition] < log.size()) {
        take(log.get(next[partition]++), partition);
        return true;
      }
    }
    return false;
  }

  private void take(History.Message message, int partition) {
    Optional<Marker> marker = SimulatedCluster.marker(message);
    if (marker.isPresent()) {
      if (saysTheSame(marker.get())) {
        arrived.add(
            marker.get().feederTopic() + "/" + marker.get().feederPartition() + " to " + partition);
      }
    } else {
      apply(Bytes.wrap(message.key()), message.value());
    }
  }

  /** Of heartbeats a later one says what an earlier one says and more. */
  private boolean saysTheSame(Marker marker) {
    return last.kind() == Marker.Kind.HEARTBEAT
        ? marker.position() >= last.position()
        : marker.id().equals(last.id());
  }

  private void apply(Bytes key, byte[] value) {
    messages++;
    if (value == null) {
      rows.remove(key);
    } else {
      rows.put(key, Bytes.wrap(value));
    }
  }

  /** The last marker has come from every partition of every feeder into every partition. */
  boolean drained() {
    return arrived.containsAll(feeders);
  }
}
