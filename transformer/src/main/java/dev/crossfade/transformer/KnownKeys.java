package dev.crossfade.transformer;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Tells which keys a section of a store cannot hold, without asking the store: of a row that comes
 * for the first time, as most of a first load do, a step asks for what was there before, and to
 * learn that there is nothing is what a store does worst.
 *
 * <p>It knows a 32-bit hash of each key that was put since the section was empty; keys that were
 * deleted stay known. When there is no memory left for more it gives up, and every key is asked
 * for. Used by one thread.
 */
final class KnownKeys {

  private static final int SLOTS_MIN = 1 << 8;
  private static final int FREE = 0;

  private final Budget budget;
  private int @Nullable [] hashes;
  private int used;

  /** For a section that holds nothing. */
  KnownKeys(Budget budget) {
    this.budget = budget;
    this.hashes = budget.grants(this, SLOTS_MIN) ? new int[SLOTS_MIN] : null;
  }

  /** Memory for all of an instance. */
  static final class Budget {
    private final long slotsMax;
    private final List<WeakReference<KnownKeys>> granted = new ArrayList<>();

    /** {@code bytesMax} for all, four a slot. */
    Budget(long bytesMax) {
      this.slotsMax = bytesMax / Integer.BYTES;
    }

    /** Whether that many slots more are left; those of tasks that are gone come back. */
    synchronized boolean grants(KnownKeys to, int more) {
      granted.removeIf(reference -> reference.refersTo(null));
      long taken = 0;
      boolean known = false;
      for (WeakReference<KnownKeys> reference : granted) {
        KnownKeys keys = reference.get();
        taken += keys == null ? 0 : keys.slots();
        known |= keys == to;
      }
      if (taken + more > slotsMax) {
        return false;
      }
      if (!known) {
        granted.add(new WeakReference<>(to));
      }
      return true;
    }
  }

  private int slots() {
    int[] now = hashes;
    return now == null ? 0 : now.length;
  }

  /** False only if the key was never put. */
  boolean mayHold(byte[] key) {
    int[] now = hashes;
    return now == null || now[place(now, hash(key))] != FREE;
  }

  /** To be called before the key is put. */
  void add(byte[] key) {
    int[] now = hashes;
    if (now == null) {
      return;
    }
    int hash = hash(key);
    int place = place(now, hash);
    if (now[place] == FREE) {
      now[place] = hash;
      if (++used > now.length / 2) {
        hashes = grown(now);
      }
    }
  }

  private int @Nullable [] grown(int[] now) {
    if (now.length > Integer.MAX_VALUE / 4 || !budget.grants(this, now.length)) {
      return null;
    }
    int[] grown = new int[now.length * 2];
    for (int hash : now) {
      if (hash != FREE) {
        grown[place(grown, hash)] = hash;
      }
    }
    return grown;
  }

  private static int hash(byte[] key) {
    int hash = Utils.murmur2(key);
    return hash == FREE ? 1 : hash;
  }

  /** Where a hash is, or would be. */
  private static int place(int[] hashes, int hash) {
    int mask = hashes.length - 1;
    int place = hash & mask;
    while (hashes[place] != FREE && hashes[place] != hash) {
      place = place + 1 & mask;
    }
    return place;
  }
}
