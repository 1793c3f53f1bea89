package dev.crossfade.transformer;

import dev.crossfade.mapping.execution.Rejection;
import dev.crossfade.mapping.execution.StatementFunction;
import dev.crossfade.schemas.RowView;
import org.jspecify.annotations.Nullable;

/**
 * A statement whose new keys follow from the old primary key: asserts the rows after and deletes
 * all other keys the old row can have. Needs no state and no row before.
 */
final class DirectStep implements Step, StatementFunction.KeyOutput {

  private final Source source;
  private final StatementFunction function;
  private final Mapper mapper;
  private final DeadLetterBook deadLetters;
  private final Outbox out;
  private final Sink sink;
  private final Meter meter;
  private final Collected after;
  private long timestamp;

  DirectStep(
      Source source,
      StatementFunction function,
      Mapper mapper,
      DeadLetterBook deadLetters,
      Outbox out,
      Sink sink,
      Meter meter) {
    this.source = source;
    this.function = function;
    this.mapper = mapper;
    this.deadLetters = deadLetters;
    this.out = out;
    this.sink = sink;
    this.meter = meter;
    this.after = new Collected(mapper.rowBytesMax(), true);
  }

  @Override
  public Source source() {
    return source;
  }

  @Override
  public @Nullable Slices apply(Change change) {
    Rejection rejection = mapper.map(change.view().after(), after);
    boolean snapshot = change.view().snapshot();
    timestamp = change.timestamp();
    for (int i = 0; i < after.size(); i++) {
      out.send(sink, after.key(i), after.row(i), timestamp, snapshot);
    }
    if (!snapshot) { // a key's snapshot rows stand before its changes: nothing to delete yet
      function.keysOf(rowWithKey(change), this);
    }
    deadLetters.settle(source, change, rejection);
    meter.mapped(after.size());
    return null;
  }

  private RowView rowWithKey(Change change) {
    RowView row = change.view().after();
    if (row == null) {
      row = change.view().before();
    }
    if (row == null) {
      throw new TransformerException(
          "a delete from " + source.oldTable().id() + " came without its primary key");
    }
    return row;
  }

  @Override
  public void key(byte[] key) {
    if (!after.hasKey(key)) {
      out.send(sink, key, null, timestamp, false);
    }
  }
}
