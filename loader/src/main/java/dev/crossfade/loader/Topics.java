package dev.crossfade.loader;

import dev.crossfade.schemas.Marker;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.TopicNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
   * topic hears of each partition once all steps that read it have passed the marker.
   */
  public static Map<String, List<String>> feeders(MigrationPlan plan) {
    TopicNames names = plan.topics();
    Map<String, List<String>> feeders = new LinkedHashMap<>();
    for (NewTable table : plan.newTables()) {
      feeders.put(names.newTable(plan.generation(), table.id()), table.feeders());
    }
    feeders.put(names.dead(), List.of(Marker.EVERY_TOPIC));
    return feeders;
  }
}
