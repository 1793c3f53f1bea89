package dev.crossfade.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import dev.crossfade.testkit.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The law: for every sequence of changes, in every interleaving across partitions, with every
 * prefix repeated, once drained, and whenever a heartbeat has come through: {@code new table =
 * SELECT … FROM old tables}.
 *
 * <p>Seen red, each with one line taken out: DirectStep's deletion of the other keys; each of
 * ArrangedStep's retractions, and the retraction when the row after is rejected; DeadLetterBook's
 * deletion of letters; WriteStep's order (last arrival wins instead) and its moves between standing
 * and behind; source or ordinal in Origins.rank, and the places of all fan-outs but the last in
 * FanOutOrdinals, and its complement; SliceQueue's holding back of markers and of changes, its
 * reading of the store at a restart, and its deletion of progress; MarkerCollector's count of
 * feeders; MarkerPartitioner's multicast; what JoinStep sends for rows that a change of the other
 * side concerns; Deltas' retractions; what a group takes away, the branch by which a row came to
 * it, what it sends before a marker and at the end of a snapshot, that no heartbeat passes what
 * waits, and its reading of what waits at a restart; MarkerCollector's waiting for every feeder's
 * heartbeat, and its choice of the oldest; the end of a processor's wake-ups when it is closed, and
 * the time since when a group waits.
 *
 * <p>A case is a seed: {@code -Dcrossfade.seed=N -Dlaw.cases=1} plays one again.
 */
class LawTest {

  private static final int CASES = Integer.getInteger("law.cases", 400);
  private static final long SEED = Seed.of(LawTest.class);

  @Test
  void onceDrainedEveryNewTableIsTheSelectOverTheOldTables() {
    for (long seed = SEED; seed < SEED + CASES; seed++) {
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

  private static @Nullable String difference(long seed, List<History.Step> steps) {
    return Case.difference(world(seed), steps, initial(seed, steps), seed * 31 + 3);
  }

  private static List<History.Step> steps(Random random) {
    return new Steps(random, 4, 8, 3).take(4 + random.nextInt(24));
  }

  @Test
  void aCaseIsTheSameEveryTimeItIsPlayed() {
    assertThat(steps(new Random(1))).hasToString(steps(new Random(1)).toString());
  }
}
