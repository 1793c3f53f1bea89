package dev.crossfade.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.schemas.Marker;
import java.util.Map;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which marker has come from every partition of two feeding topics. */
class MarkerCollectorTest {

  private MockProcessorContext<byte[], byte[]> context;
  private MarkerCollector markers;

  @BeforeEach
  void begin() {
    context = TaskStore.context(0);
    context.addStateStore(TaskStore.opened());
    restart();
  }

  private void restart() {
    markers = new MarkerCollector(StoreSection.of(context, 1), Map.of("a", 0, "b", 1), 1);
  }

  private static Marker heartbeat(String feeder, long position) {
    return new Marker("h" + position, Marker.Kind.HEARTBEAT, position, position * 1000, feeder, 0);
  }

  private static Marker drain(String feeder, long position) {
    return new Marker("d" + position, Marker.Kind.DRAIN, position, position * 1000, feeder, 0);
  }

  // Red when a heartbeat is complete before it has come from all.
  @Test
  void aHeartbeatThatOneFeederLeftOutIsPassedOverAndTheOldestOfTheNewestIsComplete() {
    assertThat(markers.complete(heartbeat("a", 1))).isNull();
    assertThat(markers.complete(heartbeat("a", 2))).isNull();
    assertThat(markers.complete(heartbeat("a", 3))).isNull();

    assertThat(markers.complete(heartbeat("b", 2))).isEqualTo(heartbeat("b", 2));
    assertThat(markers.complete(heartbeat("b", 2))).as("a repetition").isNull();
    assertThat(markers.complete(heartbeat("b", 5))).isEqualTo(heartbeat("a", 3));
  }

  // Red when a heartbeat forgets the markers below it.
  @Test
  void aDrainThatCommittedBehindAHeartbeatOfAHigherPositionIsStillCompleted() {
    assertThat(markers.complete(heartbeat("a", 110))).isNull();
    assertThat(markers.complete(drain("a", 100))).isNull();
    assertThat(markers.complete(heartbeat("b", 110))).isNotNull();

    assertThat(markers.complete(drain("b", 100))).isEqualTo(drain("b", 100));
  }

  // Red when what has come from some is not kept.
  @Test
  void aDrainOutlivesARestart() {
    assertThat(markers.complete(drain("a", 100))).isNull();
    restart();

    assertThat(markers.complete(drain("b", 100))).isEqualTo(drain("b", 100));
  }

  // Red when nothing is forgotten.
  @Test
  void whatIsLeftOfEarlierDrainsIsForgottenWithALaterOne() {
    assertThat(markers.complete(drain("a", 100))).isNull();
    assertThat(markers.complete(drain("a", 200))).isNull();
    assertThat(markers.complete(drain("b", 200))).isNotNull();

    assertThat(markers.complete(drain("b", 100))).as("its other half is forgotten").isNull();
  }
}
