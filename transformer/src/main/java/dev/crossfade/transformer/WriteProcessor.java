package dev.crossfade.transformer;

import dev.crossfade.schemas.Bundle;
import dev.crossfade.schemas.Contribution;
import dev.crossfade.schemas.Marker;
import dev.crossfade.schemas.NewTable.Conflict;
import dev.crossfade.schemas.WireFormatException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** The second step of arranged tables: what origins say of the new keys of one partition. */
final class WriteProcessor implements Processor<byte[], byte[], byte[], byte[]> {

  private final WriteBlueprint blueprint;
  private @Nullable Task task;

  WriteProcessor(WriteBlueprint blueprint) {
    this.blueprint = blueprint;
  }

  /** What there is once the processor has a context. */
  private record Task(
      ProcessorContext<byte[], byte[]> context,
      Outbox out,
      WriteStep step,
      Losers losers,
      MarkerCollector markers) {}

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    StoreSection store = StoreSection.of(context, blueprint.section());
    Outbox out = new Outbox(context, blueprint.plan().partitions());
    Conflict conflict = blueprint.table().conflict();
    Losers losers = new Losers(store, blueprint.progress().meter(blueprint.table().id()));
    WriteStep step =
        new WriteStep(
            new Origins(store, blueprint.orderedKeys(), conflict),
            new WriteOutcome(blueprint, out, losers));
    task =
        new Task(
            context,
            out,
            step,
            losers,
            new MarkerCollector(store, blueprint.feeders(), blueprint.plan().partitions()));
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Task now = task;
    if (now == null) {
      throw new IllegalStateException("not initialised");
    }
    try {
      int messages = Arrivals.each(record, message -> take(now, message));
      if (Arrivals.cameBy(blueprint.topic(), now.context)) {
        blueprint.progress().read(blueprint.topic(), messages);
      }
    } catch (WireFormatException | IndexOutOfBoundsException | NegativeArraySizeException e) {
      throw Unreadable.at(now.context, e);
    }
  }

  private void take(Task now, Bundle.Message message) {
    if (Marker.isKey(message.key())) {
      marker(now, Marker.read(message.value()), message.timestamp());
    } else {
      now.step.take(
          message.key(),
          Contribution.read(message.value()),
          message.timestamp(),
          message.snapshot());
    }
  }

  @Override
  public void close() {
    Task now = task;
    if (now != null) {
      now.losers.leave();
      task = null;
    }
  }

  private void marker(Task now, Marker marker, long timestamp) {
    Marker complete = now.markers.complete(marker);
    if (complete != null) {
      blueprint.pass(complete, now.out, timestamp);
    }
  }
}
