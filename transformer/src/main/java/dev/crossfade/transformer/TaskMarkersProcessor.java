package dev.crossfade.transformer;

import dev.crossfade.schemas.Marker;
import dev.crossfade.schemas.MigrationPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Passes a marker on to the dead letters once every step of the task has passed it: any of them may
 * have written some.
 */
final class TaskMarkersProcessor implements Processor<byte[], byte[], byte[], byte[]> {

  /** The topology node. */
  static final String NODE = "markers of the task";

  /** Its section of the store; those of the steps come behind it. */
  static final int SECTION = 0;

  private final List<String> inputs;
  private final Sink dead;
  private @Nullable Task task;

  /**
   * @param inputs the topics that the steps read
   */
  TaskMarkersProcessor(MigrationPlan plan, List<String> inputs) {
    this.inputs = List.copyOf(inputs);
    this.dead = Sink.dead(plan);
  }

  /** What there is once the processor has a context. */
  private record Task(ProcessorContext<byte[], byte[]> context, MarkerCollector markers) {}

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    Map<String, Integer> places = new HashMap<>();
    inputs.forEach(topic -> places.put(topic, places.size()));
    task = new Task(context, new MarkerCollector(StoreSection.of(context, SECTION), places, 1));
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Task now = task;
    if (now == null) {
      throw new IllegalStateException("not initialised");
    }
    Marker marker = Marker.read(record.value());
    Marker complete = now.markers.complete(marker.from(marker.feederTopic(), 0)); // one each
    if (complete != null) {
      Marker passed = complete.from(Marker.EVERY_TOPIC, now.context.taskId().partition());
      now.context.forward(
          new Record<>(passed.key(), passed.value(), record.timestamp()), dead.node());
    }
  }
}
