package dev.crossfade.transformer;

import dev.crossfade.schemas.DeadLetter;
import dev.crossfade.schemas.NewTable.Conflict;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends what the write step decides: rows to the new topic; where the first origin stands, the
 * others to the dead letters.
 */
final class WriteOutcome implements WriteStep.Outcome {

  private static final String UNIQUE_VIOLATION = "23505";

  private final WriteBlueprint blueprint;
  private final Outbox out;
  private final Sink rows;
  private final Sink dead;
  private final Meter meter;
  private final Losers losers;
  private final boolean deadLetters;
  private final Map<Integer, KeyTexts> keyTexts = new HashMap<>();

  WriteOutcome(WriteBlueprint blueprint, Outbox out, Losers losers) {
    this.blueprint = blueprint;
    this.out = out;
    this.rows = blueprint.sink();
    this.dead = Sink.dead(blueprint.plan());
    this.losers = losers;
    this.meter = blueprint.progress().meter(blueprint.table().id());
    this.deadLetters = blueprint.table().conflict() == Conflict.FIRST_STANDS;
  }

  @Override
  public void stands(byte[] newKey, byte @Nullable [] row, long timestamp, boolean snapshot) {
    out.send(rows, newKey, row, timestamp, snapshot);
  }

  @Override
  public void loses(byte[] newKey, Origin loser) {
    losers.change(1);
    if (!deadLetters) {
      return;
    }
    Source source = blueprint.source(loser.source());
    KeyTexts keyText =
        keyTexts.computeIfAbsent(
            source.index(), index -> new KeyTexts(blueprint.plan(), source.origin()));
    DeadLetter letter =
        new DeadLetter(
            blueprint.plan().generation(),
            DeadLetter.Stage.WRITE,
            source.number(),
            source.oldTable().id().quoted(),
            blueprint.table().id().quoted(),
            source.letterKey(rowKey(newKey, loser)),
            keyText.of(loser.oldKey().array()),
            UNIQUE_VIOLATION,
            null,
            "another old row stands at the same key ("
                + String.join(", ", blueprint.table().key())
                + ") of "
                + blueprint.table().id(),
            loser.timestamp() * 1000);
    out.send(dead, letter.key(), letter.value(), loser.timestamp(), false);
    meter.dead(1);
  }

  @Override
  public void losesNoMore(byte[] newKey, Origin loser, long timestamp) {
    losers.change(-1);
    if (!deadLetters) {
      return;
    }
    byte[] key =
        DeadLetter.key(
            blueprint.plan().generation(),
            DeadLetter.Stage.WRITE,
            blueprint.source(loser.source()).number(),
            blueprint.table().id().quoted(),
            blueprint.source(loser.source()).letterKey(rowKey(newKey, loser)));
    out.send(dead, key, null, timestamp, false);
    meter.dead(-1);
  }

  /** One old row can lose at several keys, and several times at one. */
  private static byte[] rowKey(byte[] newKey, Origin loser) {
    return ByteBuffer.allocate(loser.oldKey().length() + newKey.length + 4)
        .put(loser.oldKey().array())
        .put(newKey)
        .putInt(loser.ordinal())
        .array();
  }
}
