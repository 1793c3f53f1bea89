package dev.crossfade.extractor.debezium;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/** Tells Debezium that it has no offsets: the position is ours. */
final class NoOffsets implements SourceTaskContext, OffsetStorageReader {

  @Override
  public Map<String, String> configs() {
    return Map.of();
  }

  @Override
  public OffsetStorageReader offsetStorageReader() {
    return this;
  }

  @Override
  public <T> @Nullable Map<String, Object> offset(Map<String, T> partition) {
    return null;
  }

  @Override
  public <T> Map<Map<String, T>, Map<String, Object>> offsets(
      Collection<Map<String, T>> partitions) {
    return Map.of();
  }

  @Override
  public PluginMetrics pluginMetrics() {
    throw new UnsupportedOperationException("Kafka Connect's own metrics exist in its worker only");
  }
}
