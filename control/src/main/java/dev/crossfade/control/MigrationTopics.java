package dev.crossfade.control;

import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.TopicNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of a migration: their names, and how each is kept. */
public final class MigrationTopics {

  /** Ten years: Long.MAX overflows inside the broker. */
  private static final long TEN_YEARS_MILLIS = 10L * 365 * 24 * 3600 * 1000;

  private final MigrationPlan plan;
  private final short replication;
  private final int recordBytesMax;

  public MigrationTopics(MigrationPlan plan, int replication, KafkaConnection kafka) {
    this.plan = plan;
    this.replication = (short) replication;
    this.recordBytesMax = kafka.recordBytesMax();
  }

  /** Names of all topics of this generation: control, schemas, dead, old, arranged, new. */
  public List<String> names() {
    return all().stream().map(NewTopic::name).toList();
  }

  /** Names of the old topics. */
  public List<String> oldNames() {
    return plan.oldTables().stream().map(OldTable::id).map(plan.topics()::old).toList();
  }

  /**
   * Makes the topics that are not there yet, and has the others kept as their use demands.
   *
   * @return the names of those that were there and kept otherwise
   * @throws ControlException if Kafka refuses one; those made before stay and are found the next
   *     time
   */
  public List<String> create(Admin admin) {
    Set<String> existing = existing(admin);
    make(admin, all().stream().filter(topic -> !existing.contains(topic.name())).toList());
    return new ExistingTopics(admin)
        .keep(all().stream().filter(topic -> existing.contains(topic.name())).toList());
  }

  private static void make(Admin admin, List<NewTopic> missing) {
    admin
        .createTopics(missing)
        .values()
        .forEach(
            (name, made) -> {
              try {
                made.get();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ControlException("interrupted while making topic " + name, e);
              } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                  throw new ControlException(
                      "Kafka does not make topic " + name + ": " + e.getCause(), e);
                }
              }
            });
  }

  private static Set<String> existing(Admin admin) {
    try {
      return new HashSet<>(admin.listTopics().names().get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ControlException("interrupted while listing topics", e);
    } catch (ExecutionException e) {
      throw new ControlException("cannot list Kafka's topics: " + e.getCause(), e);
    }
  }

  private List<NewTopic> all() {
    TopicNames names = plan.topics();
    List<NewTopic> topics = new ArrayList<>();
    topics.add(topic(names.control(), 1, compacted()));
    topics.add(topic(names.schemas(), 1, compacted()));
    topics.add(topic(names.dead(), plan.partitions(), compacted()));
    for (OldTable table : plan.oldTables()) {
      topics.add(topic(names.old(table.id()), plan.partitions(), whole()));
    }
    for (String step : plan.stepTopics()) {
      topics.add(topic(step, plan.partitions(), whole()));
    }
    for (NewTable table : plan.newTables()) {
      topics.add(
          topic(names.newTable(plan.generation(), table.id()), plan.partitions(), compacted()));
      if (table.path() == NewTable.Path.ARRANGED) {
        topics.add(
            topic(names.arranged(plan.generation(), table.id()), plan.partitions(), whole()));
      }
    }
    return topics;
  }

  private NewTopic topic(String name, int partitions, Map<String, String> cleanup) {
    Map<String, String> configs = new TreeMap<>(cleanup);
    configs.put("max.message.bytes", Integer.toString(recordBytesMax));
    configs.put("message.timestamp.type", "CreateTime");
    configs.put("message.timestamp.before.max.ms", Long.toString(Long.MAX_VALUE));
    configs.put("message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
    configs.put("compression.type", "producer");
    if (replication >= 3) {
      configs.put("min.insync.replicas", "2");
    }
    return new NewTopic(name, partitions, replication).configs(configs);
  }

  /** Kept whole as long as the migration lives: no link of a key's chain may be missing. */
  private static Map<String, String> whole() {
    return Map.of("cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "-1");
  }

  private static Map<String, String> compacted() {
    return Map.of(
        "cleanup.policy", "compact", "delete.retention.ms", Long.toString(TEN_YEARS_MILLIS));
  }
}
