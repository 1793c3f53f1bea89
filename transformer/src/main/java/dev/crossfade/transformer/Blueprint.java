package dev.crossfade.transformer;

import dev.crossfade.schemas.Marker;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;

/** What the tasks of one part of the topology have in common. */
interface Blueprint {

  /** The topic that the part reads. */
  String topic();

  /** Its section of the task's store: its place among all parts of the plan, from 1. */
  int section();

  /** The topics that its rows go to, each once. */
  List<Sink> sinks();

  /** What this instance's tasks have done. */
  Progress progress();

  /** Passes a marker on that has come from all that feeds one task of the part. */
  default void pass(Marker marker, Outbox out, long timestamp) {
    Marker passed = marker.from(topic(), out.partition());
    progress().passed(topic(), out.partition(), marker.emittedAtMicros());
    out.pass(passed, sinks(), timestamp);
  }

  /** The part's processor in one task. */
  Processor<byte[], byte[], byte[], byte[]> processor();
}
