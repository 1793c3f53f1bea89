package dev.crossfade.operator.services;

import dev.crossfade.control.ControlTopic;
import dev.crossfade.control.KafkaConnection;
import dev.crossfade.extractor.topics.Claim;
import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.schemas.TopicNames;

/** Makes a service ready to run on the current generation. */
final class Launch {

  private final MigrationConfig config;
  private final KafkaConnection kafka;
  private final ServiceKind kind;
  private final InstanceSlot slot;
  private final Claim claim;

  Launch(MigrationConfig config, KafkaConnection kafka, ServiceKind kind, InstanceSlot slot) {
    this.config = config;
    this.kafka = kafka;
    this.kind = kind;
    this.slot = slot;
    this.claim = new Claim(slot.name());
  }

  ServiceKind kind() {
    return kind;
  }

  String instance() {
    return slot.name();
  }

  /** A new start, not yet running. */
  Service start() {
    return switch (kind) {
      case EXTRACTOR -> new ExtractorService(config, kafka, claim);
      case TRANSFORMER ->
          new TransformerService(config.name(), kafka, slot.directory(), slot.name());
      case LOADER ->
          new LoaderService(
              config.newSide().database(),
              kafka,
              ControlTopic.committed(kafka, new TopicNames(config.name())),
              new TopicNames(config.name()),
              slot.name());
    };
  }
}
