package dev.crossfade.control;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * How to reach Kafka.
 *
 * @param bootstrap {@code host:port[,host:port…]}
 * @param properties passed through to every client: TLS, SASL
 * @param rowBytesMax the largest record that any client must carry
 */
public record KafkaConnection(String bootstrap, Map<String, String> properties, int rowBytesMax) {

  /** 32 MiB, the default of {@code row-max}. */
  public static final int ROW_BYTES_DEFAULT = 32 << 20;

  /** What a record holds beside its row: header, batch overhead, the row before. */
  private static final int OVERHEAD_BYTES = 1 << 20;

  public KafkaConnection {
    properties = Map.copyOf(properties);
  }

  public static KafkaConnection of(String bootstrap) {
    return new KafkaConnection(bootstrap, Map.of(), ROW_BYTES_DEFAULT);
  }

  /** The largest Kafka record: an update under full identity carries a row twice. */
  public int recordBytesMax() {
    return (int) Math.min(Integer.MAX_VALUE - 1024L, 2L * rowBytesMax + OVERHEAD_BYTES);
  }

  /** For an admin client. */
  public Properties admin() {
    return with(Map.of());
  }

  /**
   * For a producer of bytes, idempotent; {@code more} wins over ours, the user's properties over
   * both.
   */
  public Properties producer(Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>();
    all.put("key.serializer", "org.apache.kafka.common.serialization.ByteArraySerializer");
    all.put("value.serializer", "org.apache.kafka.common.serialization.ByteArraySerializer");
    all.put("enable.idempotence", "true");
    all.put("acks", "all");
    all.put("compression.type", "lz4");
    all.put("max.request.size", Integer.toString(recordBytesMax()));
    all.put("buffer.memory", Long.toString(Math.max(64L << 20, 2L * recordBytesMax())));
    all.putAll(more);
    return with(all);
  }

  /** For a consumer of bytes that reads committed records and never resets silently. */
  public Properties consumer(Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>();
    all.put("key.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer");
    all.put("value.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer");
    all.put("isolation.level", "read_committed");
    all.put("auto.offset.reset", "none");
    all.put("enable.auto.commit", "false");
    all.put("allow.auto.create.topics", "false");
    all.putAll(more);
    return with(all);
  }

  private Properties with(Map<String, Object> settings) {
    Properties result = new Properties();
    settings.forEach((key, value) -> result.setProperty(key, String.valueOf(value)));
    result.setProperty("bootstrap.servers", bootstrap);
    properties.forEach(result::setProperty);
    return result;
  }
}
