package dev.crossfade.transformer;

import org.apache.kafka.streams.processor.api.ProcessorContext;

/** Says where a record stands that no version of ours wrote. */
final class Unreadable {

  private Unreadable() {}

  static TransformerException at(ProcessorContext<?, ?> context, RuntimeException cause) {
    String where =
        context
            .recordMetadata()
            .map(
                at ->
                    "topic "
                        + at.topic()
                        + ", partition "
                        + at.partition()
                        + ", offset "
                        + at.offset())
            .orElseGet(() -> "task " + context.taskId());
    return new TransformerException(
        "cannot read the record at "
            + where
            + ": "
            + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage())
            + ". Nothing is skipped; was it written by another migration or another plan?",
        cause);
  }
}
