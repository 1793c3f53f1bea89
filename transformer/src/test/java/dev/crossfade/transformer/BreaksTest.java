package dev.crossfade.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.schemas.OldTable;
import dev.crossfade.transformer.History.Step;
import dev.crossfade.transformer.History.Step.Delete;
import dev.crossfade.transformer.History.Step.Put;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The ways to lose a row that a transformer could open, each in many interleavings. */
@Execution(ExecutionMode.CONCURRENT)
class BreaksTest {

  private static final int INTERLEAVINGS = 50;
  private static final int FULL_EVERY = 5;

  /** Every statement drops 0 and 7 and refuses 13. */
  private static final long DROPPED = 7;

  private static final long REFUSED = 13;

  // Red when DirectStep deletes nothing (BREAKS 2).
  @Test
  void aDirectTableIsRightAlthoughCompactionTookAllButTheLastChangeOfEachKey() {
    List<Step> steps =
        List.of(item(1, "a", 1, null), item(1, "b", 2, null), item(1, "c", DROPPED, null));
    World world = World.direct("law", 2);
    for (long seed = 0; seed < INTERLEAVINGS; seed++) {
      Random chance = new Random(seed);
      History history = new History("law", steps, 1, 2, chance);
      Map<String, List<History.Message>> compacted = new TreeMap<>();
      history
          .logs(chance, 0)
          .forEach((partition, log) -> compacted.put(partition, lastOfEachKey(log)));

      assertThat(Case.difference(world, history, withSnapshot(history, compacted), chance))
          .isNull();
    }
  }

  /** The loader has the snapshot's row already; the change that took it away is compacted. */
  private static Map<String, List<History.Message>> withSnapshot(
      History history, Map<String, List<History.Message>> compacted) {
    Map<String, List<History.Message>> logs = new TreeMap<>();
    history
        .logs(new Random(0), 0)
        .forEach(
            (partition, log) -> {
              List<History.Message> all = new java.util.ArrayList<>();
              log.stream().filter(History.Message::snapshot).forEach(all::add);
              all.addAll(compacted.get(partition));
              logs.put(partition, all);
            });
    return logs;
  }

  private static List<History.Message> lastOfEachKey(List<History.Message> log) {
    Map<String, History.Message> last = new java.util.LinkedHashMap<>();
    for (History.Message message : log) {
      last.remove(Arrays.toString(message.key()));
      last.put(Arrays.toString(message.key()), message);
    }
    return List.copyOf(last.values());
  }

  // Red when DirectStep deletes nothing (BREAKS 3).
  @Test
  void aRowThatChangesWhileItIsHiddenIsGone() {
    holds(item(1, "a", 1, null), item(1, "a", DROPPED, null), item(1, "b", 2 * DROPPED, null));
  }

  // Red when ArrangedStep retracts nothing (BREAKS 4).
  @Test
  void theOtherLineOfAnOrderStaysWhenOneIsDeleted() {
    holds(line(1, 1, 5), line(1, 2, 6), new Delete(World.LINES, Arrays.asList(1L, 2L, 6L)));
    holds(line(1, 1, 5), line(1, 2, 6), new Delete(World.LINES, Arrays.asList(1L, 1L, 5L)));
  }

  // Guards the order in WriteStep (BREAKS 5); LawTest was seen red without it.
  @Test
  void twoOldRowsWithOneNaturalKeyGiveTheSameRowInEveryOrderOfArrival() {
    holds(item(1, "a", 1, "x"), more(1, "a", 2), item(2, "a", 3, "x"), item(1, "a", 1, "x"));
    holds(item(2, "a", 3, "x,y"), item(1, "a", 1, "y,x"), more(3, "a", 2), more(2, "a", 4));
  }

  // Guards that origins name the key they met at (BREAKS 7 and 8). Red when markers do not wait
  // behind
  // slices; LawTest was seen red without ArrangedStep's retractions.
  @Test
  void aRowThatGoesToAnotherKeyAndBackIsWhereItIsWhicheverTaskLags() {
    holds(
        item(3, "a", 1, "x"),
        item(3, "b", 2, "y"),
        item(3, "a", 3, "x"),
        item(2, "b", 4, "y"),
        item(3, "b", 5, "y"),
        item(3, "a", 6, "x"));
  }

  // Red when a rejected change is skipped whole, and when DeadLetterBook deletes no letter
  // (BREAKS 27).
  @Test
  void aRowThatIsGoodThenBadThenGoodIsInExactlyOnePlaceAtAnyTime() {
    holds(item(1, "a", 1, "x"), item(1, "b", REFUSED, "y"));
    holds(item(1, "a", 1, "x"), item(1, "b", REFUSED, "y"), item(1, "c", 2, "z"));
    holds(item(1, "a", REFUSED, "x"), new Delete(World.ITEMS, Arrays.asList(1L, "a", 13L, "x")));
  }

  // Red when SliceQueue holds back no markers (BREAKS 31); LawTest was seen red when it holds back
  // no changes.
  @Test
  void aRowOfVeryManyTagsGoesThroughInSlicesInOrder() {
    String many = "a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z";
    holds(
        item(1, "n", 1, many),
        item(2, "m", 2, "a,z"),
        item(1, "n", 3, "b,c,d,e,f,g,h,i,j,k,l,m,n"),
        item(1, "n", 4, null));
  }

  /** Through the statements over single tables, and now and then through all there are. */
  private static void holds(Step... steps) {
    for (int partitions = 1; partitions <= 3; partitions++) {
      World written = World.written("law", partitions);
      World full = World.full("law", partitions);
      for (long seed = 0; seed < INTERLEAVINGS; seed++) {
        World world = seed % FULL_EVERY == 0 ? full : written;
        assertThat(Case.difference(world, List.of(steps), 0, seed))
            .as("seed %d, %d partitions", seed, partitions)
            .isNull();
      }
    }
  }

  private static Step item(long id, String name, long v, @Nullable String tags) {
    return put(World.ITEMS, id, name, v, tags);
  }

  private static Step more(long id, String name, long v) {
    return put(World.MORE, id, name, v);
  }

  private static Step line(long a, long b, long v) {
    return put(World.LINES, a, b, v);
  }

  private static Step put(OldTable table, @Nullable Object... values) {
    return new Put(table, Arrays.asList(values));
  }
}
