package dev.crossfade.transformer;

import java.nio.ByteBuffer;

/**
 * How many origins of one partition stand behind another at their new key. Kept beside them in the
 * store, so that a restart or another instance goes on with the same number.
 */
final class Losers {

  private static final byte[] KEY = {'L'};

  private final StoreSection store;
  private final Meter meter;
  private long count;

  /** Tells the meter of those that are kept. */
  Losers(StoreSection store, Meter meter) {
    this.store = store;
    this.meter = meter;
    byte[] kept = store.get(KEY);
    this.count = kept == null ? 0 : ByteBuffer.wrap(kept).getLong();
    meter.losers(count);
  }

  /** One more, or one less. */
  void change(int difference) {
    count += difference;
    meter.losers(difference);
    store.put(KEY, ByteBuffer.allocate(Long.BYTES).putLong(count).array());
  }

  /** The partition goes elsewhere: the meter forgets it. */
  void leave() {
    meter.losers(-count);
  }
}
