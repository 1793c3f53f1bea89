package dev.crossfade.operator.verbs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.control.KafkaConnection;
import dev.crossfade.schemas.TableId;
import dev.crossfade.schemas.TopicNames;
import dev.crossfade.testkit.TestKafka;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code unprepare} does against a process that does not say that it runs. */
class UnprepareIT {

  @TempDir Path folder;

  // Red without fenceProducer in Unpreparation: what it sends could be in the next one's topics.
  @Test
  void anExtractorThatStoodStillCannotCommitWhatItHadBegun() throws Exception {
    TopicNames names = new TopicNames("standstill");
    try (Bench bench = new Bench(folder, names.migration())) {
      bench.old.execute("CREATE TABLE item (id int PRIMARY KEY)");
      bench
          .kafka(TestKafka.bootstrap())
          .schema("CREATE TABLE item (id int PRIMARY KEY);")
          .mapping("INSERT INTO item (id) SELECT i.id FROM item i;");
      Program.Run prepared = bench.run("prepare");
      assertThat(prepared.code()).as(prepared.err()).isZero();
      try (KafkaProducer<byte[], byte[]> still = producer(names.extractorTransactionalId())) {
        still.initTransactions();
        still.beginTransaction();
        String topic = names.old(new TableId("public", "item"));
        still.send(new ProducerRecord<>(topic, 0, new byte[1], new byte[1])).get();

        Program.Run undone = bench.run("unprepare", "--yes");
        assertThat(undone.code()).as(undone.err()).isZero();

        assertThatThrownBy(still::commitTransaction)
            .isInstanceOf(KafkaException.class)
            .hasMessageContaining("newer producer");
      }
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(String transactionalId) {
    return new KafkaProducer<>(
        KafkaConnection.of(TestKafka.bootstrap())
            .producer(Map.of("transactional.id", transactionalId)));
  }
}
