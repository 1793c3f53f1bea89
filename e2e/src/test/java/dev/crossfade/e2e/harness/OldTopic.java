package dev.crossfade.e2e.harness;

import dev.crossfade.schemas.TableId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How far an old topic has grown, what is not committed included. */
public final class OldTopic implements AutoCloseable {

  private static final int PARTITIONS = 4;

  private final String topic;
  private final Admin admin;

  private OldTopic(String topic) {
    this.topic = topic;
    this.admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, Servers.shared().broker().bootstrap()));
  }

  public static OldTopic of(Migration migration, String table) {
    return new OldTopic(migration.topics().old(new TableId("public", table)));
  }

  /** Records, markers and ends of transactions. */
  public long size() {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
    }
    try {
      return admin.listOffsets(ends).all().get().values().stream()
          .mapToLong(end -> end.offset())
          .sum();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", interrupted);
    } catch (ExecutionException failure) {
      throw new AssertionError("cannot ask for the ends of " + topic, failure);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
