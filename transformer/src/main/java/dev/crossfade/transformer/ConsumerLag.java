package dev.crossfade.transformer;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** How many records wait before each topic's readers in this instance, by Kafka's own metrics. */
final class ConsumerLag {

  private final Map<String, Map<String, Double>> recordsByTopic = new HashMap<>();

  static ConsumerLag of(Map<MetricName, ? extends Metric> metrics) {
    ConsumerLag lag = new ConsumerLag();
    metrics.forEach(
        (name, metric) -> {
          String topic = name.tags().get("topic");
          String partition = name.tags().get("partition");
          if (name.name().equals("records-lag")
              && topic != null
              && partition != null
              && metric.metricValue() instanceof Double records
              && !records.isNaN()) {
            lag.recordsByTopic
                .computeIfAbsent(plain(topic), t -> new HashMap<>())
                .merge(partition, records, Math::max);
          }
        });
    return lag;
  }

  /** Records that wait in the partitions this instance reads. */
  long records(String topic) {
    return (long)
        recordsByTopic.getOrDefault(plain(topic), Map.of()).values().stream()
            .mapToDouble(Double::doubleValue)
            .sum();
  }

  /** Metrics of some versions have underscores for the points in a topic's name. */
  private static String plain(String topic) {
    return topic.replace('.', '_');
  }
}
