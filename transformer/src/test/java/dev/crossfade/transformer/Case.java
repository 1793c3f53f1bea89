package dev.crossfade.transformer;

import dev.crossfade.mapping.execution.StatementFlows;
import dev.crossfade.schemas.Marker;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.TopicNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One history through all tasks and loaders, in one interleaving. */
final class Case {

  private Case() {}

  /** Plays a case; null if the law holds. */
  static @Nullable String difference(
      World world, List<History.Step> steps, int initial, long seed) {
    Random chance = new Random(seed);
    Marker.Kind end = chance.nextBoolean() ? Marker.Kind.DRAIN : Marker.Kind.HEARTBEAT;
    History history = new History(world.migration, steps, initial, world.partitions, chance, end);
    Map<String, List<History.Message>> logs = history.logs(chance, chance.nextInt(3) * 0.1);
    return difference(world, history, logs, chance);
  }

  /** The same over other old logs than the history's own. */
  static @Nullable String difference(
      World world, History history, Map<String, List<History.Message>> logs, Random chance) {
    MigrationPlan plan = world.plan();
    StatementFlows flows = world.flows(plan); // of this thread, which all tasks share
    SimulatedCluster cluster =
        new SimulatedCluster(plan, same -> flows, logs, 1 + chance.nextInt(4), chance);
    Reference reference = new Reference(world, history.rows);
    TopicNames names = plan.topics();
    Map<NewTable, SimulatedLoader> loaders = new HashMap<>();
    for (NewTable table : plan.newTables()) {
      List<String> feeders =
          table.path() == NewTable.Path.DIRECT
              ? table.feeders()
              : List.of(names.arranged(1, table.id()));
      loaders.put(
          table,
          new SimulatedLoader(
              cluster::log,
              names.newTable(1, table.id()),
              world.partitions,
              feeders,
              history.lastMarker()));
    }
    SimulatedLoader dead =
        new SimulatedLoader(
            cluster::log,
            names.dead(),
            world.partitions,
            List.of(Marker.EVERY_TOPIC),
            history.lastMarker());
    return play(cluster, reference, loaders, dead, Beats.of(world, history, cluster), chance);
  }

  /** An old database that nobody writes to goes on sending heartbeats. */
  private static final class Beats {
    private static final int MOST =
        200; // a task that restarts forgets those that have come from some
    private final List<List<History.Message>> logs;
    private final History history;
    private int sent;

    private Beats(List<List<History.Message>> logs, History history) {
      this.logs = logs;
      this.history = history;
    }

    static Beats of(World world, History history, SimulatedCluster cluster) {
      List<List<History.Message>> logs = new ArrayList<>();
      for (OldTable table : World.OLD) {
        for (int p = 0; p < world.partitions; p++) {
          logs.add(cluster.log(history.topic(table), p));
        }
      }
      return new Beats(logs, history);
    }

    boolean next() {
      if (history.lastMarker().kind() != Marker.Kind.HEARTBEAT || sent++ == MOST) {
        return false;
      }
      History.Message heartbeat = history.heartbeat();
      logs.forEach(log -> log.add(heartbeat));
      return true;
    }
  }

  /** Compares each table at the very moment its last marker is complete. */
  private static @Nullable String play(
      SimulatedCluster cluster,
      Reference reference,
      Map<NewTable, SimulatedLoader> loaders,
      SimulatedLoader dead,
      Beats beats,
      Random chance) {
    List<NewTable> open =
        new ArrayList<>(
            loaders.keySet().stream()
                .sorted(java.util.Comparator.comparing(NewTable::id))
                .toList());
    boolean deadOpen = true;
    boolean moved = true;
    while (moved) {
      moved = chance.nextInt(3) > 0 && cluster.step();
      for (NewTable table : List.copyOf(open)) {
        SimulatedLoader loader = loaders.get(table);
        moved |= loader.step(chance);
        if (loader.drained()) {
          open.remove(table);
          if (!loader.rows.equals(reference.tables.get(table))) {
            return table.id() + " is " + loader.rows + "\n  not " + reference.tables.get(table);
          }
        }
      }
      moved |= dead.step(chance);
      if (deadOpen && dead.drained()) {
        deadOpen = false;
        if (!dead.rows.keySet().equals(reference.deadLetters)) {
          return "dead letters are " + dead.rows.keySet() + "\n  not " + reference.deadLetters;
        }
      }
      moved = moved || cluster.step() || ((deadOpen || !open.isEmpty()) && beats.next());
    }
    return open.isEmpty() && !deadOpen ? null : "the last marker has not come through to " + open;
  }
}
