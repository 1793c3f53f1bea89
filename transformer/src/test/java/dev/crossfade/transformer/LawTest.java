package dev.crossfade.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.TopicNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The law: for every sequence of changes, in every interleaving across partitions, with every
 * prefix repeated, once drained: {@code new table = SELECT … FROM old tables}.
 *
 * <p>A case is a seed: {@code -Dlaw.seed=N} plays one again, {@code -Dlaw.cases=N} plays more.
 */
class LawTest {

  private static final int CASES = Integer.getInteger("law.cases", 400);
  private static final Long SEED = Long.getLong("law.seed");

  @Test
  void onceDrainedEveryNewTableIsTheSelectOverTheOldTables() {
    long first = SEED != null ? SEED : System.nanoTime();
    for (long seed = first; seed < first + (SEED != null ? 1 : CASES); seed++) {
      List<History.Step> steps = steps(new Random(seed));
      String difference = difference(seed, steps);
      if (difference != null) {
        List<History.Step> shortest = shorten(seed, steps);
        fail(
            "seed %d: %s%n%s%nsteps, of which the first %d come before the snapshot:%n%s"
                .formatted(
                    seed,
                    world(seed),
                    difference(seed, shortest),
                    initial(seed, shortest),
                    String.join("\n", shortest.stream().map(Object::toString).toList())));
      }
    }
  }

  private static World world(long seed) {
    return World.random("law", new Random(seed * 31 + 1));
  }

  private static int initial(long seed, List<History.Step> steps) {
    return steps.isEmpty() ? 0 : new Random(seed * 31 + 2).nextInt(steps.size());
  }

  /** Leaves out steps, one after another, as long as the case still fails. */
  private static List<History.Step> shorten(long seed, List<History.Step> steps) {
    List<History.Step> shortest = steps;
    boolean shorter = true;
    while (shorter) {
      shorter = false;
      for (int i = shortest.size() - 1; i >= 0; i--) {
        List<History.Step> without = new ArrayList<>(shortest);
        without.remove(i);
        if (difference(seed, without) != null) {
          shortest = without;
          shorter = true;
        }
      }
    }
    return shortest;
  }

  /** Plays a case; null if the law holds. */
  private static @Nullable String difference(long seed, List<History.Step> steps) {
    World world = world(seed);
    MigrationPlan plan = world.plan();
    Random chance = new Random(seed * 31 + 3);
    History history = new History("law", steps, initial(seed, steps), world.partitions, chance);
    SimulatedCluster cluster =
        new SimulatedCluster(
            plan,
            ignored -> world.statements,
            history.logs(chance, chance.nextInt(3) * 0.1),
            1 + chance.nextInt(4),
            chance);
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
            deadFeeders(world, plan),
            history.lastMarker());
    return play(cluster, reference, loaders, dead, chance);
  }

  private static List<String> deadFeeders(World world, MigrationPlan plan) {
    Stream<String> old =
        plan.oldTables().stream()
            .map(OldTable::id)
            .filter(id -> world.statements.stream().anyMatch(s -> s.oldTable().equals(id)))
            .map(plan.topics()::old);
    Stream<String> arranged =
        plan.newTables().stream()
            .filter(table -> table.path() == NewTable.Path.ARRANGED)
            .map(table -> plan.topics().arranged(1, table.id()));
    return Stream.concat(old, arranged).toList();
  }

  /** Compares each table at the very moment its last marker is complete. */
  private static @Nullable String play(
      SimulatedCluster cluster,
      Reference reference,
      Map<NewTable, SimulatedLoader> loaders,
      SimulatedLoader dead,
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
      moved = moved || cluster.step();
    }
    return open.isEmpty() && !deadOpen ? null : "the last marker has not come through to " + open;
  }

  private static List<History.Step> steps(Random random) {
    return new Steps(random, 4, 8, 3).take(4 + random.nextInt(24));
  }

  @Test
  void aCaseIsTheSameEveryTimeItIsPlayed() {
    assertThat(steps(new Random(1))).hasToString(steps(new Random(1)).toString());
  }
}
