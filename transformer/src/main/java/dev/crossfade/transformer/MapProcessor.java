package dev.crossfade.transformer;

import dev.crossfade.schemas.Marker;
import dev.crossfade.schemas.WireFormatException;
import java.time.Duration;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** The first step: changes of one partition of one old table through all statements over it. */
final class MapProcessor implements Processor<byte[], byte[], byte[], byte[]>, SliceQueue.Work {

  private static final Duration BETWEEN_SLICES = Duration.ofMillis(1);

  private final MapBlueprint blueprint;
  private @Nullable Task task;

  MapProcessor(MapBlueprint blueprint) {
    this.blueprint = blueprint;
  }

  /** What there is once the processor has a context. */
  private record Task(
      ProcessorContext<byte[], byte[]> context, Outbox out, ChangeSteps steps, SliceQueue queue) {}

  private @Nullable Cancellable slices;

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    StoreSection store = StoreSection.of(context, blueprint.section());
    Outbox out = new Outbox(context, blueprint.plan().partitions());
    ChangeSteps steps = blueprint.steps(store, out);
    task = new Task(context, out, steps, new SliceQueue(store, this, blueprint.sliceMessages()));
    wakeUp(task);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Task now = task();
    try {
      if (record.key() == null || record.value() == null) {
        throw new WireFormatException("a record without key or value");
      }
      if (now.queue.holds(record.key())) {
        now.queue.add(record.key(), record.value(), record.timestamp(), 0);
      } else if (Marker.isKey(record.key())) {
        marker(record.value(), record.timestamp());
      } else {
        Change change = now.steps.read(record.key(), record.value(), record.timestamp());
        ChangeSteps.Rest rest = now.steps.apply(change, 0);
        if (rest != null) {
          now.queue.add(record.key(), record.value(), record.timestamp(), rest.step());
          wakeUp(now);
        }
      }
    } catch (WireFormatException | IndexOutOfBoundsException | NegativeArraySizeException e) {
      throw Unreadable.at(now.context, e);
    }
  }

  /** A processor may be begun anew, over another state of its store: nothing of the old goes on. */
  @Override
  public void close() {
    rest();
    task = null;
  }

  @Override
  public void marker(byte[] value, long timestamp) {
    blueprint.pass(Marker.read(value), task().out, timestamp);
  }

  @Override
  public Change read(byte[] key, byte[] value, long timestamp) {
    return task().steps.read(key, value, timestamp);
  }

  @Override
  public ChangeSteps.@Nullable Rest apply(Change change, int from) {
    return task().steps.apply(change, from);
  }

  private void wakeUp(Task now) {
    if (slices == null && !now.queue.isEmpty()) {
      slices =
          now.context.schedule(
              BETWEEN_SLICES, PunctuationType.WALL_CLOCK_TIME, at -> workOnFirst(now));
    }
  }

  private void workOnFirst(Task now) {
    if (!now.queue.isEmpty()) {
      now.queue.workOnFirst();
    }
    if (now.queue.isEmpty()) {
      rest();
    }
  }

  private void rest() {
    if (slices != null) {
      slices.cancel();
      slices = null;
    }
  }

  private Task task() {
    Task now = task;
    if (now == null) {
      throw new IllegalStateException("not initialised");
    }
    return now;
  }
}
