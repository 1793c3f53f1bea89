package dev.crossfade.transformer;

import dev.crossfade.schemas.Marker;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Markers go to every partition, everything else where Kafka's default puts its key. */
final class MarkerPartitioner implements StreamPartitioner<byte[], byte[]> {

  private final Set<Integer> all;

  MarkerPartitioner(int partitions) {
    this.all = IntStream.range(0, partitions).boxed().collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Optional<Set<Integer>> partitions(
      String topic, byte[] key, byte[] value, int numPartitions) {
    return Marker.isKey(key) ? Optional.of(all) : Optional.empty();
  }
}
