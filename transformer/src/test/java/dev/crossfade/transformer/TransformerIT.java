package dev.crossfade.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.control.ControlKeys;
import dev.crossfade.control.StatusReport;
import dev.crossfade.testkit.Deadline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransformerIT {

  private static final Duration WAIT_MAX = Duration.ofSeconds(90);

  @TempDir Path directory;

  @Test
  void everyNewTopicHoldsTheSelectOverTheOldTablesOnceTheMarkerIsThrough() {
    try (KafkaWorld world = new KafkaWorld(World.full("whole", 2))) {
      History history = history(world, 600, 1);
      world.write(history.logs(new Random(2), 0.01));
      try (Transformer transformer = world.start(directory, "one")) {
        Map<String, SimulatedLoader> loaders = world.drained(history.lastMarker(), WAIT_MAX);

        assertThat(world.difference(loaders, new Reference(world.world, history.rows))).isNull();
        Deadline.untilAsserted(
            WAIT_MAX,
            () -> {
              StatusReport status =
                  world
                      .control()
                      .read(ControlKeys.status("transformer", "one"), StatusReport.class)
                      .orElseThrow();
              assertThat(status.state()).isEqualTo(StatusReport.State.STREAMING);
              assertThat(status.tables().get("\"public\".\"renamed\"").rows()).isPositive();
              assertThat(status.tables().get("\"public\".\"named\"").lagChanges()).isZero();
            });
        assertThat(transformer.stopped()).isNotDone();
      }
    }
  }

  private static History history(KafkaWorld world, int count, long seed) {
    Random random = new Random(seed);
    List<History.Step> steps = new Steps(random, 60, 50, 30).take(count);
    return new History(world.plan.migration(), steps, count / 3, world.plan.partitions(), random);
  }
}
