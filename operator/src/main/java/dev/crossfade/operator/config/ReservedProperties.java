package dev.crossfade.operator.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's properties that {@code kafka.properties} cannot set: with another value than ours a
 * guarantee would not hold, mostly without any error. What only makes a client slower, faster or
 * louder is not among them.
 */
final class ReservedProperties {

  /** Kafka Streams' way to name a property of one of its clients. */
  private static final List<String> CLIENTS =
      List.of(
          "main.consumer.",
          "restore.consumer.",
          "global.consumer.",
          "consumer.",
          "producer.",
          "admin.");

  private static final String TAKE_IT_OUT = "take it out";

  private static final List<Reserved> ALL =
      List.of(
          because(
              "messages of one key have to meet in the partition that the key says",
              "partitioner.class",
              "partitioner.ignore.keys"),
          because(
              "nothing may come between what is sent and what is read",
              "interceptor.classes",
              "processor.wrapper.class"),
          because(
              "every topic holds bytes in one form",
              "key.serializer",
              "value.serializer",
              "key.deserializer",
              "value.deserializer"),
          because(
              "what was written could be lost, or be there twice, after a restart",
              "acks",
              "enable.idempotence",
              "processing.guarantee"),
          because(
              "it says who has taken over from whom",
              "transactional.id",
              "application.id",
              "group.id"),
          because(
              "what a killed process had begun would never end",
              "transaction.two.phase.commit.enable"),
          because("rows would be read that were never committed", "isolation.level"),
          because("how far was read is kept with what was made of it", "enable.auto.commit"),
          because(
              "what Kafka has lost would be passed over in silence",
              "auto.offset.reset",
              "allow.auto.create.topics",
              "check.crcs",
              "topic.cleanup.policy"),
          because(
              "rows could be left out in silence",
              "deserialization.exception.handler",
              "default.deserialization.exception.handler",
              "production.exception.handler",
              "default.production.exception.handler",
              "processing.exception.handler",
              "default.timestamp.extractor"),
          because("the stores share one bounded memory", "rocksdb.config.setter"),
          new Reserved(
              "every client has to reach the same brokers",
              "write kafka.bootstrap",
              List.of("bootstrap.servers")),
          new Reserved(
              "every topic has the same number of replicas",
              "write kafka.replication",
              List.of("replication.factor")),
          new Reserved(
              "unprepare has to find what lies there", "write state", List.of("state.dir")),
          new Reserved(
              "every client and topic has to take the same largest row",
              "write limits.row-max",
              List.of("max.request.size", "topic.max.message.bytes")));

  private ReservedProperties() {}

  /**
   * Properties that cannot be set for the same reason.
   *
   * @param mend what to do instead
   * @param names without a client's prefix
   */
  record Reserved(String why, String mend, List<String> names) {}

  private static Reserved because(String why, String... names) {
    return new Reserved(why, TAKE_IT_OUT, List.of(names));
  }

  /** Null if the property is the user's to set; {@code property} may have a client's prefix. */
  static @Nullable Reserved find(String property) {
    String name =
        CLIENTS.stream()
            .filter(property::startsWith)
            .findFirst()
            .map(client -> property.substring(client.length()))
            .orElse(property);
    return ALL.stream().filter(reserved -> reserved.names.contains(name)).findAny().orElse(null);
  }

  /** All names, without prefixes. */
  static List<String> names() {
    return ALL.stream().flatMap(reserved -> reserved.names.stream()).toList();
  }
}
