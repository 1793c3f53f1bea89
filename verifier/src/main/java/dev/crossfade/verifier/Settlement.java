package dev.crossfade.verifier;

import dev.crossfade.verifier.RowTexts.Row;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells rows that are only on their way from rows that differ.
 *
 * <p>One look at a key: the expected row, a marker, the marker drained, the new row, the expected
 * row again. If the expected row was the same both times and the new row is not, that is a strike;
 * as many strikes as the settings say are a difference.
 */
final class Settlement {

  /** Keys in one query. */
  private static final int KEYS_MAX = 20_000;

  private final Sides sides;
  private final VerifierSettings settings;
  private final DrainPoint drain;

  /** Both sides, as they are at the moment. */
  interface Sides {
    /** The rows that these keys should have, dead letters of this moment left out. */
    Map<String, Row> expected(Set<String> keys) throws SQLException, InterruptedException;

    /** The rows that these keys have. */
    Map<String, Row> actual(Set<String> keys) throws SQLException;

    /** The keys that are the same on both sides but for references to parents not there. */
    Set<String> unresolved(Map<String, Row> expected, Map<String, Row> actual) throws SQLException;
  }

  Settlement(Sides sides, VerifierSettings settings, DrainPoint drain) {
    this.sides = sides;
    this.settings = settings;
    this.drain = drain;
  }

  /**
   * One key that differs for good.
   *
   * @param settled false if it changed at every look
   */
  record Difference(String key, @Nullable Row expected, @Nullable Row actual, boolean settled) {}

  /** Looks at the suspects until each is cleared or counted. */
  List<Difference> settle(Set<String> suspects) throws SQLException, InterruptedException {
    List<Difference> differences = new ArrayList<>();
    List<String> all = new ArrayList<>(suspects);
    for (int from = 0; from < all.size(); from += KEYS_MAX) {
      Set<String> some = new HashSet<>(all.subList(from, Math.min(all.size(), from + KEYS_MAX)));
      differences.addAll(settleSome(some));
    }
    return all.size() > KEYS_MAX ? settleOneSided(differences) : differences;
  }

  /**
   * A row with an unresolved reference in its key has another key on each side, and its two halves
   * may have been looked at apart.
   */
  private List<Difference> settleOneSided(List<Difference> differences)
      throws SQLException, InterruptedException {
    Set<String> oneSided = new HashSet<>();
    List<Difference> all = new ArrayList<>();
    for (Difference difference : differences) {
      if (difference.expected() == null || difference.actual() == null) {
        oneSided.add(difference.key());
      } else {
        all.add(difference);
      }
    }
    all.addAll(settleSome(oneSided));
    return all;
  }

  private List<Difference> settleSome(Set<String> suspects)
      throws SQLException, InterruptedException {
    List<Difference> differences = new ArrayList<>();
    Map<String, Integer> strikes = new HashMap<>();
    long deadline = System.nanoTime() + settings.settleMax().toNanos();
    while (!suspects.isEmpty()) {
      Map<String, Row> before = sides.expected(suspects);
      awaitDrain();
      Map<String, Row> actual = sides.actual(suspects);
      Map<String, Row> after = sides.expected(suspects);
      suspects.removeAll(sides.unresolved(after, actual));
      boolean late = System.nanoTime() > deadline;
      suspects.removeIf(
          key -> {
            @Nullable Row found = actual.get(key);
            if (Row.same(after.get(key), found) || Row.same(before.get(key), found)) {
              return true;
            }
            boolean still = Row.same(before.get(key), after.get(key));
            int count = still ? strikes.merge(key, 1, Integer::sum) : strikes.getOrDefault(key, 0);
            if (count >= settings.strikes() || late) {
              differences.add(
                  new Difference(key, after.get(key), found, count >= settings.strikes()));
              return true;
            }
            return false;
          });
    }
    return differences;
  }

  private void awaitDrain() throws InterruptedException {
    Duration max = settings.drainMax();
    if (!drain.drain(max)) {
      throw new VerificationException(
          "a marker did not reach the new database within "
              + max.toSeconds()
              + " s: are extractor, transformer and loader running? See crossfade status");
    }
  }
}
