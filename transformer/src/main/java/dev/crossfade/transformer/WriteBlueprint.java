package dev.crossfade.transformer;

import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the write steps of one arranged new table have in common.
 *
 * @param sources everything in the plan that contributions come from
 */
record WriteBlueprint(MigrationPlan plan, NewTable table, Sources sources, Progress progress)
    implements Blueprint {

  @Override
  public String topic() {
    return plan.topics().arranged(plan.generation(), table.id());
  }

  @Override
  public int section() {
    return 1 + plan.oldTables().size() + sources.steps().size() + plan.newTables().indexOf(table);
  }

  @Override
  public List<Sink> sinks() {
    return List.of(sink());
  }

  /** The new topic. */
  Sink sink() {
    return new Sink(plan.topics().newTable(plan.generation(), table.id()), false);
  }

  @Override
  public WriteProcessor processor() {
    return new WriteProcessor(this);
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
