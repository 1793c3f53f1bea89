package dev.crossfade.control;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/**
 * Topics that are there already. A broker makes a topic for whoever asks for its name, as it keeps
 * any other: with rows that are gone after a week.
 */
final class ExistingTopics {

  /** More of these than we want harms nobody. */
  private static final Set<String> AT_LEAST = Set.of("max.message.bytes", "min.insync.replicas");

  /** Nothing is lost by another one. */
  private static final Set<String> FREE = Set.of("compression.type");

  private static final Comparator<ConfigResource> BY_NAME =
      Comparator.comparing(ConfigResource::name);

  private final Admin admin;

  ExistingTopics(Admin admin) {
    this.admin = admin;
  }

  /**
   * Has Kafka keep them as a migration needs it.
   *
   * @return the names of those that were kept otherwise, in order
   * @throws ControlException if Kafka does not say how it keeps one, or does not change it
   */
  List<String> keep(Collection<NewTopic> wanted) {
    Map<ConfigResource, Config> settings =
        settings(wanted.stream().map(ExistingTopics::resource).toList());
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new TreeMap<>(BY_NAME);
    for (NewTopic topic : wanted) {
      ConfigResource resource = resource(topic);
      List<AlterConfigOp> missing = missing(topic.configs(), settings.get(resource));
      if (!missing.isEmpty()) {
        changes.put(resource, missing);
      }
    }
    if (!changes.isEmpty()) {
      change(changes);
    }
    return changes.keySet().stream().map(ConfigResource::name).toList();
  }

  private static ConfigResource resource(NewTopic topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
  }

  private static List<AlterConfigOp> missing(Map<String, String> wanted, @Nullable Config now) {
    List<AlterConfigOp> missing = new ArrayList<>();
    wanted.forEach(
        (name, value) -> {
          if (!FREE.contains(name) && !suffices(name, now == null ? null : now.get(name), value)) {
            missing.add(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET));
          }
        });
    return missing;
  }

  private static boolean suffices(String name, @Nullable ConfigEntry now, String wanted) {
    if (now == null || now.value() == null) {
      return false;
    }
    return AT_LEAST.contains(name)
        ? Long.parseLong(now.value()) >= Long.parseLong(wanted)
        : now.value().equals(wanted);
  }

  private Map<ConfigResource, Config> settings(List<ConfigResource> topics) {
    try {
      return admin.describeConfigs(topics).all().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ControlException("interrupted while asking how topics are kept", e);
    } catch (ExecutionException e) {
      throw new ControlException(
          "Kafka does not say how it keeps the topics that are there already: "
              + e.getCause()
              + ". It takes the right to describe their configs",
          e);
    }
  }

  private void change(Map<ConfigResource, Collection<AlterConfigOp>> changes) {
    try {
      admin.incrementalAlterConfigs(changes).all().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ControlException("interrupted while changing how topics are kept", e);
    } catch (ExecutionException e) {
      throw new ControlException(
          "Kafka does not keep the topics that are there already as a migration needs it: "
              + e.getCause()
              + ". Set it for them by hand: "
              + changes.entrySet().stream()
                  .map(change -> change.getKey().name() + " " + inWords(change.getValue()))
                  .collect(Collectors.joining("; ")),
          e);
    }
  }

  private static String inWords(Collection<AlterConfigOp> ops) {
    return ops.stream()
        .map(op -> op.configEntry().name() + "=" + op.configEntry().value())
        .collect(Collectors.joining(", "));
  }
}
