package dev.crossfade.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.mapping.execution.StatementFlows;
import dev.crossfade.schemas.Marker;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.NewTable.Conflict;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a group sends while the snapshot's rows come into it: its first row and its last. */
class SnapshotOfGroupsTest {

  private static final int ROWS = 200;
  private static final int GROUPS = 5;
  private final World world = World.direct("held", 1);
  private final Random chance = new Random(1);
  private NewTable counts;
  private SimulatedCluster cluster;
  private History history;

  @BeforeEach
  void readTheSnapshotOfOneGroup() {
    new GroupChains(world).lookedUp(Conflict.LAST_WINS);
    counts = world.newTables.get(world.newTables.size() - 1);
    read(IntStream.rangeClosed(1, ROWS).mapToObj(id -> item(id, 3)).toList(), ROWS * 2);
  }

  /** All rows come with the snapshot; a heartbeat follows. */
  private void read(List<History.Step> steps, int slice) {
    history = new History("held", steps, steps.size(), 1, chance, Marker.Kind.HEARTBEAT);
    StatementFlows flows = world.flows(world.plan());
    cluster =
        new SimulatedCluster(world.plan(), same -> flows, history.logs(chance, 0), slice, chance);
    readToTheEnd();
  }

  // Red when GroupStep.take holds nothing for the end of the snapshot, or holds the first too.
  @Test
  void aGroupIsSentWhenItsFirstRowComesAndOnceMoreWhenNoneComeAnyMore() {
    assertThat(sent()).as("while it comes").isEqualTo(1);

    stepToTheEnd();

    assertThat(sent()).as("a moment after").isEqualTo(2);
  }

  // Red when GroupStep.beforeHeartbeat lets every heartbeat pass.
  @Test
  void noHeartbeatPassesAGroupThatWaits() {
    assertThat(heartbeats()).isZero();

    stepToTheEnd();
    assertThat(heartbeats()).as("what was held back is not sent later").isZero();

    beat();
    stepToTheEnd();
    assertThat(heartbeats()).isPositive();
  }

  // Red when a change of a group that waits waits with it.
  @Test
  void aChangeByTheOldApplicationDoesNotWaitForTheSnapshot() {
    long before = sent();
    append(new History("held", List.of(item(ROWS + 1, 3)), 0, 1, chance));
    while (cluster.read()) {
      assertThat(sent()).isEqualTo(before);
    }

    assertThat(cluster.step()).as("one call of what goes on every tenth of a second").isTrue();
    assertThat(sent()).isEqualTo(before + 1);
  }

  // Red when a snapshot that goes on does not start the search for what waits anew.
  @Test
  void aGroupThatChangesBehindASliceIsSentOnceMore() {
    List<History.Step> snapshot =
        IntStream.range(0, 2 * GROUPS).mapToObj(id -> item(id, id % GROUPS)).toList();
    read(snapshot, 1);
    while (sent() < GROUPS + 2) {
      cluster.step();
    }
    assertThat(sent()).as("two slices of one group").isEqualTo(GROUPS + 2);

    List<History.Step> more =
        IntStream.range(0, GROUPS).mapToObj(group -> item(100 + group, group)).toList();
    append(new History("held", more, more.size(), 1, chance));
    readToTheEnd();
    stepToTheEnd();

    assertThat(sent()).isEqualTo(GROUPS + 2 + GROUPS);
  }

  /** Appends what happened to items, without the markers. */
  private void append(History later) {
    List<History.Message> log = cluster.log(history.topic(World.ITEMS), 0);
    later.logs(chance, 0).get(history.topic(World.ITEMS) + "/0").stream()
        .filter(message -> !Marker.isKey(message.key()))
        .forEach(log::add);
  }

  private void beat() {
    World.OLD.forEach(table -> cluster.log(history.topic(table), 0).add(history.heartbeat()));
  }

  private void readToTheEnd() {
    while (cluster.read()) {
      assertThat(cluster.log(topic(), 0)).hasSizeLessThan(ROWS);
    }
  }

  private void stepToTheEnd() {
    while (cluster.step()) {
      assertThat(cluster.log(topic(), 0)).hasSizeLessThan(ROWS);
    }
  }

  private static History.Step item(long id, long group) {
    return new History.Step.Put(World.ITEMS, Arrays.asList(id, "n", group, null));
  }

  private String topic() {
    return world.plan().topics().newTable(1, counts.id());
  }

  private long sent() {
    return cluster.log(topic(), 0).stream().filter(m -> !Marker.isKey(m.key())).count();
  }

  private long heartbeats() {
    return cluster.log(topic(), 0).size() - sent();
  }
}
