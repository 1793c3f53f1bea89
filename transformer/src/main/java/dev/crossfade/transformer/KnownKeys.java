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
  private static final int SLOTS_MAX = 1 << 30;
  private static final int FREE = 0;

  private final Budget budget;
  private int @Nullable [] hashes;
  private int used;

  /** For a section that holds nothing. */
  KnownKeys(Budget budget) {
    this.budget = budget;
    this.hashes = budget.grants(this, SLOTS_MIN) ? new int[SLOTS_MIN] : null;
  }

  /** Memory for all of an instance; what was granted is taken from then on. */
  static final class Budget {
    private final long slotsMax;
    private final List<Share> shares = new ArrayList<>();

    /** {@code bytesMax} for all, four a slot. */
    Budget(long bytesMax) {
      this.slotsMax = bytesMax / Integer.BYTES;
    }

    /** What one table has. */
    private static final class Share extends WeakReference<KnownKeys> {
      private long slots;

      Share(KnownKeys of) {
        super(of);
      }
    }

    /** Whether that many slots more are left; those of tasks that are gone come back. */
    synchronized boolean grants(KnownKeys to, int more) {
      shares.removeIf(share -> share.refersTo(null));
      if (shares.stream().mapToLong(share -> share.slots).sum() + more > slotsMax) {
        return false;
      }
      share(to).slots += more;
      return true;
    }

    synchronized void takesBack(KnownKeys from, int slots) {
      share(from).slots -= slots;
    }

    private Share share(KnownKeys of) {
      for (Share share : shares) {
        if (share.refersTo(of)) {
          return share;
        }
      }
      Share first = new Share(of);
      shares.add(first);
      return first;
    }
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

  /** A table twice as large in place of this one; null if there is no room for both. */
  private int @Nullable [] grown(int[] now) {
    boolean granted = now.length <= SLOTS_MAX / 2 && budget.grants(this, now.length * 2);
    int[] grown = granted ? new int[now.length * 2] : null;
    for (int i = 0; grown != null && i < now.length; i++) {
      if (now[i] != FREE) {
        grown[place(grown, now[i])] = now[i];
      }
    }
    budget.takesBack(this, now.length);
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
