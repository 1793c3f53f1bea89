package dev.crossfade.transformer;

import dev.crossfade.schemas.Contribution;
import dev.crossfade.schemas.Marker;
import dev.crossfade.schemas.RecordHeaders;
import dev.crossfade.schemas.WireFormatException;
import java.time.Duration;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** A step between old tables and new: rows that meet at the keys of one partition. */
final class StepProcessor implements Processor<byte[], byte[], byte[], byte[]> {

  private static final Duration BETWEEN_SLICES = Duration.ofMillis(1);
  private static final Duration BETWEEN_FLUSHES = Duration.ofMillis(100);

  private final StepBlueprint blueprint;
  private @Nullable Task task;
  private @Nullable Cancellable wakeUp;
  private boolean hurried;

  StepProcessor(StepBlueprint blueprint) {
    this.blueprint = blueprint;
  }

  /** What there is once the processor has a context. */
  private record Task(
      ProcessorContext<byte[], byte[]> context,
      Outbox out,
      KeyedStep step,
      WaitingRecords waiting,
      MarkerCollector markers) {}

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    StoreSection store = StoreSection.of(context, blueprint.section());
    Outbox out = new Outbox(context, blueprint.sources().plan().partitions());
    task =
        new Task(
            context,
            out,
            blueprint.step(store, out),
            new WaitingRecords(store),
            new MarkerCollector(
                store, blueprint.feeders(), blueprint.sources().plan().partitions()));
    wakeUp(task);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Task now = task;
    if (now == null) {
      throw new IllegalStateException("not initialised");
    }
    try {
      if (record.key() == null || record.value() == null) {
        throw new WireFormatException("a record without key or value");
      }
      boolean snapshot = record.headers().lastHeader(RecordHeaders.SNAPSHOT) != null;
      WaitingRecords.Waiting taken =
          new WaitingRecords.Waiting(record.timestamp(), snapshot, record.key(), record.value());
      if (now.waiting.holds(record.key())) {
        now.waiting.add(taken, null);
      } else {
        byte[] progress = take(now, taken, null);
        if (progress != null) {
          now.waiting.add(taken, progress);
        }
      }
      wakeUp(now);
    } catch (WireFormatException | IndexOutOfBoundsException | NegativeArraySizeException e) {
      throw Unreadable.at(now.context, e);
    }
  }

  private byte @Nullable [] take(
      Task now, WaitingRecords.Waiting record, byte @Nullable [] progress) {
    if (Marker.isKey(record.key())) {
      marker(now, Marker.read(record.value()), record.timestamp());
      return null;
    }
    return now.step.take(
        record.key(),
        Contribution.read(record.value()),
        record.timestamp(),
        record.snapshot(),
        progress);
  }

  private void marker(Task now, Marker marker, long timestamp) {
    if (now.markers.completes(marker)) {
      now.step.flush();
      int partition = now.context.taskId().partition();
      Marker passed = marker.from(blueprint.topic(), partition);
      blueprint.progress().passed(blueprint.topic(), partition, passed.emittedAtMicros());
      now.out.pass(passed, blueprint.sinks(), timestamp);
    }
  }

  /** Sees to it that what waits goes on soon, and what was put off before long. */
  private void wakeUp(Task now) {
    boolean hurry = !now.waiting.isEmpty();
    if (!hurry && !now.step.hasPutOff()) {
      cancel();
    } else if (wakeUp == null || hurry != hurried) {
      cancel();
      hurried = hurry;
      wakeUp =
          now.context.schedule(
              hurry ? BETWEEN_SLICES : BETWEEN_FLUSHES,
              PunctuationType.WALL_CLOCK_TIME,
              at -> goOn(now));
    }
  }

  private void cancel() {
    if (wakeUp != null) {
      wakeUp.cancel();
      wakeUp = null;
    }
  }

  private void goOn(Task now) {
    if (now.waiting.isEmpty()) {
      now.step.flush();
    } else {
      WaitingRecords.Waiting first = now.waiting.first();
      byte[] progress = take(now, first, now.waiting.progress());
      if (progress == null) {
        now.waiting.remove(first);
      } else {
        now.waiting.progress(progress);
      }
    }
    wakeUp(now);
  }
}
