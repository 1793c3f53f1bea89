package dev.crossfade.transformer;

import dev.crossfade.mapping.execution.Rejection;
import dev.crossfade.schemas.DeadLetter;
import dev.crossfade.schemas.SingleObject;
import dev.crossfade.schemas.TableId;
import java.util.Arrays;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters that stand for old rows of one task: writes one when a row is rejected, deletes
 * it when the row becomes good or goes.
 *
 * <p>The store holds, per dead letter's key, the sources (one byte pair each) that reject the row;
 * while it holds none a good row costs nothing. Keys begin with the byte C3.
 */
final class DeadLetterBook {

  private static final byte[] FIRST = {};

  private final int generation;
  private final StoreSection store;
  private final Outbox out;
  private final Sink dead;
  private final KeyTexts keyText;
  private final Meter meter;
  private boolean any;

  DeadLetterBook(
      int generation, StoreSection store, Outbox out, Sink dead, KeyTexts keyText, Meter meter) {
    this.generation = generation;
    this.store = store;
    this.out = out;
    this.dead = dead;
    this.keyText = keyText;
    this.meter = meter;
    try (KeyValueIterator<byte[], byte[]> all = store.reverseAll()) {
      this.any = all.hasNext() && all.next().key[0] == SingleObject.header(0)[0];
    }
  }

  /** Notes what a statement made of a change: a rejection, or anything else. */
  void settle(Source source, Change change, @Nullable Rejection rejection) {
    if (rejection != null) {
      reject(
          source, change.key(), rejection, change.view().committedAtMicros(), change.timestamp());
    } else if (any) {
      accept(source, change.key(), change.timestamp());
    }
  }

  /** The same of what a step gives. */
  void settle(Source source, byte[] origin, @Nullable Rejection rejection, long timestamp) {
    if (rejection != null) {
      reject(source, origin, rejection, timestamp * 1000, timestamp);
    } else if (any) {
      accept(source, origin, timestamp);
    }
  }

  private void reject(
      Source source, byte[] origin, Rejection rejection, long committedAtMicros, long timestamp) {
    TableId oldTable = source.oldTable().id();
    DeadLetter letter =
        new DeadLetter(
            generation,
            DeadLetter.Stage.MAP,
            source.number(),
            oldTable.quoted(),
            source.newTable().id().quoted(),
            source.letterKey(origin),
            keyText.of(origin),
            rejection.sqlState(),
            rejection.column(),
            rejection.reason(),
            committedAtMicros);
    byte[] key = letter.key();
    byte[] rejecting = store.get(key);
    byte[] with = rejecting == null ? FIRST : rejecting;
    if (indexOf(with, source) < 0) {
      with = Arrays.copyOf(with, with.length + 2);
      with[with.length - 2] = (byte) (source.index() >>> 8);
      with[with.length - 1] = (byte) source.index();
      store.put(key, with);
      any = true;
      meter.dead(rejecting == null ? 1 : 0);
    }
    out.send(dead, key, letter.value(), timestamp, false);
  }

  private void accept(Source source, byte[] origin, long timestamp) {
    byte[] key =
        DeadLetter.key(
            generation,
            DeadLetter.Stage.MAP,
            source.number(),
            source.newTable().id().quoted(),
            source.letterKey(origin));
    byte[] rejecting = store.get(key);
    int at = rejecting == null ? -1 : indexOf(rejecting, source);
    if (rejecting == null || at < 0) {
      return;
    }
    if (rejecting.length > 2) { // a UNION ALL of the same table: another branch rejects it still
      byte[] rest = Arrays.copyOf(rejecting, rejecting.length - 2);
      System.arraycopy(rejecting, at + 2, rest, at, rest.length - at);
      store.put(key, rest);
      return;
    }
    store.delete(key);
    out.send(dead, key, null, timestamp, false);
    meter.dead(-1);
  }

  private static int indexOf(byte[] sources, Source source) {
    for (int i = 0; i < sources.length; i += 2) {
      if (((sources[i] & 0xff) << 8 | (sources[i + 1] & 0xff)) == source.index()) {
        return i;
      }
    }
    return -1;
  }
}
