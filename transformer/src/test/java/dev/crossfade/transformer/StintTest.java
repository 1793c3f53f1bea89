package dev.crossfade.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.mapping.execution.StatementFlows;
import dev.crossfade.schemas.Bundle;
import dev.crossfade.schemas.Marker;
import dev.crossfade.schemas.NewTable.Conflict;
import dev.crossfade.transformer.History.Step.Put;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One call does little enough for a transaction to end in time (BREAKS 31). */
class StintTest {

  private static final int GROUPS = 5;
  private static final int SLICE = 2;

  /** Groups whose result needs every row, and rows in each. */
  private static final int SCANNED = 3;

  private static final int ROWS_EACH = 3;

  private final World world = World.direct("bounded", 1);
  private List<Blueprint> parts = List.of();

  // Red when StepProcessor.takeIn does not ask whether the stint is over.
  @Test
  void aRecordOfManyMessagesIsWorkedOffInSeveralCalls() {
    new GroupChains(world).lookedUp(Conflict.LAST_WINS);
    List<Blueprint> steps = begin(SLICE);
    Node group = new Node(steps.get(0));
    Node join = new Node(steps.get(1));
    sent(steps.get(0), GROUPS, GROUPS).forEach(group::process);
    group.wakeUp();

    join.process(bundled(group.sentTo(steps.get(1)), GROUPS));
    int atOnce = join.sent();
    assertThat(atOnce).isEqualTo(SLICE);

    join.wakeUp();
    assertThat(join.sent()).isEqualTo(2 * SLICE);

    join.wakeUp();
    assertThat(join.sent()).isEqualTo(GROUPS);
  }

  // Red when GroupStep.flush does not count the rows that it looks at; and when StepProcessor does
  // not wake up soon for what a flush has left.
  @Test
  void aWakeUpLooksAtFewRowsHoweverManyGroupsArePutOff() {
    new Groups(world).totals(Conflict.LAST_WINS);
    int slice = SCANNED + ROWS_EACH;
    Blueprint step = begin(slice).get(0);
    Node group = new Node(step);
    group.process(bundled(sent(step, SCANNED * ROWS_EACH, SCANNED), SCANNED * ROWS_EACH));
    assertThat(group.sent()).isZero();
    Duration calm = group.wakesUpAfter();

    group.wakeUp();
    assertThat(group.sent()).isEqualTo(2);
    assertThat(group.wakesUpAfter()).isLessThan(calm);

    group.wakeUp();
    assertThat(group.sent()).isEqualTo(SCANNED);
    assertThat(group.wakesUpAfter()).as("put off is none").isNull();
  }

  // Red when the rows that a step looks at do not count in its stint.
  @Test
  void aRecordForWhichManyRowsAreLookedAtIsWorkedOffInSeveralCalls() {
    new Groups(world).totals(Conflict.LAST_WINS);
    Blueprint step = begin(SLICE).get(0);
    Node group = new Node(step);

    group.process(bundled(sent(step, SCANNED * ROWS_EACH, SCANNED), SCANNED * ROWS_EACH));
    assertThat(group.sent()).as("of two groups, as many as are put off").isEqualTo(1);
  }

  // Red when GroupStep.beforeHeartbeat forgets a heartbeat that cannot pass at once: while changes
  // go on none would ever pass. Red also when it, or beforeMarker, lets one pass too soon.
  @ParameterizedTest
  @EnumSource
  void aMarkerWaitsForWhatWasPutOffBeforeItAndForNoMore(Marker.Kind kind) {
    new Groups(world).totals(Conflict.LAST_WINS);
    Blueprint step = begin(1 + ROWS_EACH).get(0);
    Node group = new Node(step);
    List<Record<byte[], byte[]>> rows = sent(step, SCANNED * ROWS_EACH + 1, SCANNED);
    rows.subList(0, SCANNED * ROWS_EACH).forEach(group::process);
    Marker marker = new Marker("m", kind, 1, 1, items(), 0);

    group.process(new Record<>(marker.key(), marker.value(), 1));
    assertThat(group.sent()).isEqualTo(1);
    group.process(rows.get(SCANNED * ROWS_EACH)); // of the group that was sent
    group.wakeUp();
    assertThat(group.markersPassed()).isZero();

    group.wakeUp();
    assertThat(group.sent()).isEqualTo(SCANNED);
    assertThat(group.markersPassed()).isEqualTo(1);
  }

  private List<Blueprint> begin(int slice) {
    StatementFlows flows = world.flows(world.plan());
    parts = TransformerTopology.parts(world.plan(), same -> flows, new Progress(), 1 << 20, slice);
    return parts.stream().filter(StepBlueprint.class::isInstance).toList();
  }

  /** What a step gets of so many items in so many groups. */
  private List<Record<byte[], byte[]>> sent(Blueprint step, int items, int groups) {
    Node map =
        new Node(
            parts.stream().filter(part -> part.topic().equals(items())).findAny().orElseThrow());
    changes(items, groups).forEach(map::process);
    return map.sentTo(step);
  }

  private String items() {
    return world.plan().topics().old(World.ITEMS.id());
  }

  private List<Record<byte[], byte[]>> changes(int items, int groups) {
    List<History.Step> puts =
        LongStream.range(0, items)
            .mapToObj(
                id ->
                    (History.Step) new Put(World.ITEMS, Arrays.asList(id, "n", id % groups, null)))
            .toList();
    return new History("bounded", puts, 0, 1, new Random(1))
        .logs(new Random(1), 0).get(items() + "/0").stream()
            .filter(message -> !Marker.isKey(message.key()))
            .map(message -> new Record<>(message.key(), message.value(), 1))
            .toList();
  }

  private static Record<byte[], byte[]> bundled(List<Record<byte[], byte[]>> records, int count) {
    assertThat(records).hasSize(count);
    Bundle bundle = new Bundle();
    records.forEach(
        record -> bundle.add(new Bundle.Message(1, false, record.key(), record.value())));
    return new Record<>(null, bundle.value(), 1);
  }

  /** A processor with a task of its own. */
  private static final class Node {
    private final MockProcessorContext<byte[], byte[]> context = TaskStore.context(0);
    private final Processor<byte[], byte[], byte[], byte[]> processor;
    private final String topic;
    private long offset;

    Node(Blueprint part) {
      context.addStateStore(TaskStore.opened());
      topic = part.topic();
      processor = part.processor();
      processor.init(context);
    }

    void process(Record<byte[], byte[]> record) {
      context.setRecordMetadata(topic, 0, offset++);
      processor.process(record);
    }

    void wakeUp() {
      TaskStore.ofNoRecord(context);
      context.scheduledPunctuators().stream()
          .filter(scheduled -> !scheduled.cancelled())
          .toList()
          .forEach(scheduled -> scheduled.getPunctuator().punctuate(0));
    }

    /** How long until the next wake-up; null if there is none. */
    @Nullable Duration wakesUpAfter() {
      return context.scheduledPunctuators().stream()
          .filter(scheduled -> !scheduled.cancelled())
          .map(CapturedPunctuator::getInterval)
          .findAny()
          .orElse(null);
    }

    int sent() {
      return (int) context.forwarded().stream().filter(sent -> !isMarker(sent)).count();
    }

    int markersPassed() {
      return (int)
          context.forwarded().stream()
              .filter(Node::isMarker)
              .filter(sent -> sent.childName().orElseThrow().equals(TaskMarkersProcessor.NODE))
              .count();
    }

    private static boolean isMarker(CapturedForward<? extends byte[], ? extends byte[]> sent) {
      return Marker.isKey(sent.record().key());
    }

    List<Record<byte[], byte[]>> sentTo(Blueprint step) {
      return context.forwarded().stream()
          .filter(sent -> sent.childName().orElseThrow().equals(Sink.reader(step.topic())))
          .map(sent -> new Record<byte[], byte[]>(sent.record().key(), sent.record().value(), 1))
          .toList();
    }
  }
}
