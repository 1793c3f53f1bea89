package dev.crossfade.control;

import dev.crossfade.schemas.Bundle;
import dev.crossfade.schemas.ChangeLayout;
import dev.crossfade.schemas.Contribution;
import dev.crossfade.schemas.DeadLetter;
import dev.crossfade.schemas.Marker;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.RowLayout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The schemas topic: fingerprint (16 hex digits, as single-object encoding has it) to Avro schema,
 * so that anyone can read every other topic.
 */
public final class SchemaTopic {

  private SchemaTopic() {}

  /** All schemas that records of a plan's topics name. */
  public static List<Schema> schemasOf(MigrationPlan plan) {
    List<Schema> schemas =
        new ArrayList<>(
            List.of(
                Marker.keySchema(),
                Marker.valueSchema(),
                DeadLetter.keySchema(),
                DeadLetter.valueSchema(),
                Contribution.schema(),
                Bundle.schema()));
    for (OldTable table : plan.oldTables()) {
      schemas.add(RowLayout.ofOldKey(plan.migration(), table).schema());
      schemas.add(ChangeLayout.of(plan.migration(), table).schema());
    }
    for (NewTable table : plan.newTables()) {
      schemas.add(RowLayout.ofNewKey(plan.migration(), table).schema());
      schemas.add(RowLayout.ofNew(plan.migration(), table).schema());
    }
    return schemas;
  }

  /** Writes every schema of the plan; writing one again changes nothing. */
  public static void publish(KafkaConnection kafka, MigrationPlan plan) {
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(kafka.producer(Map.of()))) {
      for (Schema schema : schemasOf(plan)) {
        String fingerprint =
            HexFormat.of().toHexDigits(SchemaNormalization.parsingFingerprint64(schema));
        var unused =
            producer.send(
                new ProducerRecord<>(
                    plan.topics().schemas(),
                    0,
                    fingerprint.getBytes(StandardCharsets.UTF_8),
                    schema.toString().getBytes(StandardCharsets.UTF_8)));
      }
      producer.flush();
      producer.close(Duration.ofSeconds(30));
    }
  }
}
