package dev.crossfade.transformer;

import dev.crossfade.schemas.Bundle;
import dev.crossfade.schemas.Contribution;
import dev.crossfade.schemas.Marker;
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
      Stint stint,
      WaitingMessages waiting,
      MarkerCollector markers) {}

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    StoreSection store = StoreSection.of(context, blueprint.section());
    Outbox out = new Outbox(context, blueprint.sources().plan().partitions());
    KeyedStep step = blueprint.step(store, out);
    task =
        new Task(
            context,
            out,
            step,
            new Stint(() -> out.sent() + step.lookedAt(), blueprint.sliceRows()),
            new WaitingMessages(store),
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
      now.stint.begin(now.context.recordMetadata());
      int messages = Arrivals.each(record, message -> takeIn(now, message));
      if (Arrivals.cameBy(blueprint.topic(), now.context)) {
        blueprint.progress().read(blueprint.topic(), messages);
      }
      wakeUp(now);
    } catch (WireFormatException | IndexOutOfBoundsException | NegativeArraySizeException e) {
      throw Unreadable.at(now.context, e);
    }
  }

  /** A processor may be begun anew, over another state of its store: nothing of the old goes on. */
  @Override
  public void close() {
    cancel();
    task = null;
  }

  private void takeIn(Task now, Bundle.Message message) {
    if (now.waiting.holds(message.key()) || now.stint.isOver()) {
      now.waiting.add(message, null);
    } else {
      byte[] progress = take(now, message, null);
      if (progress != null) {
        now.waiting.add(message, progress);
      }
    }
  }

  private byte @Nullable [] take(Task now, Bundle.Message message, byte @Nullable [] progress) {
    if (Marker.isKey(message.key())) {
      return marker(now, Marker.read(message.value()), message.timestamp(), progress);
    }
    return now.step.take(
        message.key(),
        Contribution.read(message.value()),
        message.timestamp(),
        message.snapshot(),
        progress);
  }

  private byte @Nullable [] marker(
      Task now, Marker arrived, long timestamp, byte @Nullable [] progress) {
    Marker marker = progress == null ? now.markers.complete(arrived) : arrived;
    if (marker == null) {
      return null;
    }
    if (marker.kind() == Marker.Kind.HEARTBEAT) {
      now.step.beforeHeartbeat(() -> blueprint.pass(marker, now.out, timestamp));
      return null;
    }
    byte[] reached = now.step.beforeMarker(progress);
    if (reached == null) {
      blueprint.pass(marker, now.out, timestamp);
    }
    return reached;
  }

  /** Sees to it that what waits goes on soon, and what was put off before long. */
  private void wakeUp(Task now) {
    boolean hurry = !now.waiting.isEmpty() || now.step.isBehind();
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
      now.step.goOn();
    } else {
      now.stint.begin();
      int messages = 0;
      do {
        workOnFirst(now);
      } while (!now.waiting.isEmpty() && ++messages < blueprint.sliceRows() && !now.stint.isOver());
    }
    wakeUp(now);
  }

  private void workOnFirst(Task now) {
    Bundle.Message first = now.waiting.first();
    byte[] progress = take(now, first, now.waiting.progress());
    if (progress == null) {
      now.waiting.remove(first);
    } else {
      now.waiting.progress(progress);
    }
  }
}
