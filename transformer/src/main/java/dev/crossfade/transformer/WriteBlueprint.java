package dev.crossfade.transformer;

import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.TopicNames;
import java.util.HashMap;
import java.util.Map;

/**
 * What the write steps of one arranged new table have in common.
 *
 * @param sources everything in the plan that contributions come from
 * @param sink the new topic
 */
record WriteBlueprint(
    MigrationPlan plan, NewTable table, Sources sources, Sink sink, Sink dead, Progress progress) {

  static WriteBlueprint of(MigrationPlan plan, NewTable table, Sources sources, Progress progress) {
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

  /** The topics whose partitions feed this table, each with its place from 0. */
  Map<String, Integer> feeders() {
    Map<String, Integer> places = new HashMap<>();
    sources.feedersOf(table).forEach(topic -> places.put(topic, places.size()));
    return places;
  }

  /** The order of origins, by source. */
  Map<Integer, OrderedKey> orderedKeys() {
    Map<Integer, OrderedKey> bySource = new HashMap<>();
    sources
        .writing(table)
        .forEach(source -> bySource.put(source.index(), new OrderedKey(plan, source.origin())));
    return bySource;
  }

  Source source(int index) {
    return sources.at(index);
  }
}
