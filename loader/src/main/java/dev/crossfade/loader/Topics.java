package dev.crossfade.loader;

import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.TopicNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The topics the loader reads, and from whom their markers come. */
public final class Topics {

  private Topics() {}

  /** The new topics of the generation, then the dead topic. */
  public static List<String> of(MigrationPlan plan, TopicNames names) {
    List<String> topics = new ArrayList<>();
    for (NewTable table : plan.newTables()) {
      topics.add(names.newTable(plan.generation(), table.id()));
    }
    topics.add(names.dead());
    return topics;
  }

  /**
   * The topics whose every partition sends its markers to every partition of a topic. The dead
   * topic hears from the old topics, from the steps in which rows meet and from the write steps.
   */
  public static Map<String, List<String>> feeders(MigrationPlan plan) {
    TopicNames names = plan.topics();
    Map<String, List<String>> feeders = new LinkedHashMap<>();
    Set<String> ofDead = new LinkedHashSet<>();
    for (OldTable table : plan.oldTables()) {
      ofDead.add(names.old(table.id()));
    }
    ofDead.addAll(plan.stepTopics());
    for (NewTable table : plan.newTables()) {
      feeders.put(names.newTable(plan.generation(), table.id()), table.feeders());
      ofDead.addAll(table.feeders());
    }
    feeders.put(names.dead(), List.copyOf(ofDead));
    return feeders;
  }
}
