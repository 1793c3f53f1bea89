package dev.crossfade.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.mapping.execution.StatementFlows;
import dev.crossfade.schemas.Bundle;
import dev.crossfade.schemas.Marker;
import dev.crossfade.schemas.NewTable.Conflict;
import dev.crossfade.transformer.History.Step.Put;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

/** One call does little enough for a transaction to end in time (BREAKS 31). */
class StintTest {

  private static final int GROUPS = 5;
  private static final int SLICE = 2;

  private final World world = World.direct("bounded", 1);

  // Red when StepProcessor.takeIn does not ask whether the stint is over.
  @Test
  void aRecordOfManyMessagesIsWorkedOffInSeveralCalls() {
    new GroupChains(world).lookedUp(Conflict.LAST_WINS);
    StatementFlows flows = world.flows(world.plan());
    List<Blueprint> parts =
        TransformerTopology.parts(world.plan(), same -> flows, new Progress(), 1 << 20, SLICE);
    List<Blueprint> steps = parts.stream().filter(StepBlueprint.class::isInstance).toList();
    Node map =
        new Node(
            parts.stream().filter(part -> part.topic().equals(items())).findAny().orElseThrow());
    Node group = new Node(steps.get(0));
    Node join = new Node(steps.get(1));
    changes().forEach(map::process);
    map.sentTo(steps.get(0)).forEach(group::process);
    group.wakeUp();

    join.process(bundled(group.sentTo(steps.get(1))));
    int atOnce = join.sent();
    assertThat(atOnce).isEqualTo(SLICE);

    join.wakeUp();
    assertThat(join.sent()).isEqualTo(2 * SLICE);

    join.wakeUp();
    assertThat(join.sent()).isEqualTo(GROUPS);
  }

  private String items() {
    return world.plan().topics().old(World.ITEMS.id());
  }

  /** One item for each group. */
  private List<Record<byte[], byte[]>> changes() {
    List<History.Step> puts =
        LongStream.range(0, GROUPS)
            .mapToObj(id -> (History.Step) new Put(World.ITEMS, Arrays.asList(id, "n", id, null)))
            .toList();
    return new History("bounded", puts, 0, 1, new Random(1))
        .logs(new Random(1), 0).get(items() + "/0").stream()
            .filter(message -> !Marker.isKey(message.key()))
            .map(message -> new Record<>(message.key(), message.value(), 1))
            .toList();
  }

  private static Record<byte[], byte[]> bundled(List<Record<byte[], byte[]>> records) {
    assertThat(records).hasSize(GROUPS);
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

    int sent() {
      return context.forwarded().size();
    }

    List<Record<byte[], byte[]>> sentTo(Blueprint step) {
      return context.forwarded().stream()
          .filter(sent -> sent.childName().orElseThrow().equals(Sink.reader(step.topic())))
          .map(sent -> new Record<byte[], byte[]>(sent.record().key(), sent.record().value(), 1))
          .toList();
    }
  }
}
