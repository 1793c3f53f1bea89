package dev.crossfade.transformer;

import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.TopicNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What the write steps of one arranged new table have in common.
 *
 * @param sources all statements of the plan; those of other tables keep their places
 * @param sink the new topic
 */
record WriteBlueprint(
    MigrationPlan plan,
    NewTable table,
    List<Source> sources,
    Sink sink,
    Sink dead,
    Progress progress) {

  static WriteBlueprint of(
      MigrationPlan plan, NewTable table, List<Source> sources, Progress progress) {
    String step = name(table);
    return new WriteBlueprint(
        plan,
        table,
        sources,
        Sink.of(plan.topics().newTable(plan.generation(), table.id()), step),
        Sink.of(plan.topics().dead(), step),
        progress);
  }

  private static String name(NewTable table) {
    return "write." + TopicNames.encode(table.id().name());
  }

  String name() {
    return name(table);
  }

  /** Short: it becomes part of a topic's name. */
  String storeName() {
    return "write-" + plan.newTables().indexOf(table);
  }

  String topic() {
    return plan.topics().arranged(plan.generation(), table.id());
  }

  /** The old topics whose partitions feed this table, each with its place from 0. */
  Map<String, Integer> feeders() {
    Map<String, Integer> places = new HashMap<>();
    TreeSet<String> topics = new TreeSet<>();
    sources.stream()
        .filter(source -> source.newTable().equals(table))
        .forEach(source -> topics.add(plan.topics().old(source.oldTable().id())));
    topics.forEach(topic -> places.put(topic, places.size()));
    return places;
  }

  /** The order of old keys, by source. */
  List<OrderedKey> orderedKeys() {
    Map<OldTable, OrderedKey> byTable = new HashMap<>();
    List<OrderedKey> bySource = new ArrayList<>();
    for (Source source : sources) {
      bySource.add(byTable.computeIfAbsent(source.oldTable(), old -> new OrderedKey(plan, old)));
    }
    return bySource;
  }

  Source source(int index) {
    return sources.get(index);
  }
}
