package dev.crossfade.transformer;

import dev.crossfade.schemas.Bytes;
import dev.crossfade.schemas.Contribution;
import org.jspecify.annotations.Nullable;

/**
 * Decides which row stands at a new key.
 *
 * <p>Of one origin the last message to arrive is right: all its messages come from one task, in
 * order. Among the living origins of a key the order (source, old key, ordinal) decides, so what
 * stands is a function of the old rows and not of the order of arrival. A row is sent only when it
 * changed.
 */
final class WriteStep {

  /** Where the outcome goes. */
  interface Outcome {
    /** The row that stands at the key from now on; null for none. */
    void stands(byte[] newKey, byte @Nullable [] row, long timestamp, boolean snapshot);

    /** An origin stands behind another from now on. */
    void loses(byte[] newKey, Origin loser);

    /** An origin that stood behind another stands at the key, or is gone. */
    void losesNoMore(byte[] newKey, Origin loser, long timestamp);
  }

  private final Origins origins;
  private final Outcome outcome;

  WriteStep(Origins origins, Outcome outcome) {
    this.origins = origins;
    this.outcome = outcome;
  }

  /**
   * Takes in one message.
   *
   * @param snapshot whether it comes of a snapshot row
   */
  void take(byte[] newKey, Contribution message, long timestamp, boolean snapshot) {
    byte[] place = origins.place(newKey);
    Bytes rank = origins.rank(message);
    Standing standing = origins.standing(place);
    Bytes row = message.row();
    if (row != null) {
      Origin origin =
          new Origin(timestamp, message.source(), message.ordinal(), message.oldKey(), row);
      put(new At(newKey, place, standing), rank, origin, snapshot);
    } else if (standing != null) {
      retract(newKey, place, standing, rank, timestamp);
    }
  }

  /** A new key and what stands there. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record At(byte[] newKey, byte[] place, @Nullable Standing standing) {}

  private void put(At at, Bytes rank, Origin origin, boolean snapshot) {
    Standing standing = at.standing;
    long timestamp = origin.timestamp();
    if (standing == null) {
      origins.stand(at.place, new Standing(rank, origin, 0));
      outcome.stands(at.newKey, origin.row().array(), timestamp, snapshot);
      return;
    }
    int order = rank.compareTo(standing.rank());
    if (order == 0) {
      if (!origin.row().equals(standing.origin().row())) {
        origins.stand(at.place, new Standing(rank, origin, standing.behind()));
        outcome.stands(at.newKey, origin.row().array(), timestamp, false);
      }
    } else if (order > 0) {
      origins.putBehind(at.place, standing.rank(), standing.origin());
      origins.stand(at.place, new Standing(rank, origin, standing.behind() + 1));
      outcome.loses(at.newKey, standing.origin());
      replace(at.newKey, standing.origin(), origin, timestamp);
    } else {
      putBehind(at, standing, rank, origin);
    }
  }

  private void putBehind(At at, Standing standing, Bytes rank, Origin origin) {
    Origin earlier = origins.behind(at.place, rank);
    if (earlier == null || !earlier.row().equals(origin.row())) {
      origins.putBehind(at.place, rank, origin);
    }
    if (earlier == null) {
      origins.stand(at.place, standing.withBehind(standing.behind() + 1));
      outcome.loses(at.newKey, origin);
    }
  }

  private void retract(byte[] newKey, byte[] place, Standing standing, Bytes rank, long timestamp) {
    if (!rank.equals(standing.rank())) {
      Origin loser = origins.behind(place, rank);
      if (loser != null) {
        origins.removeBehind(place, rank);
        origins.stand(place, standing.withBehind(standing.behind() - 1));
        outcome.losesNoMore(newKey, loser, timestamp);
      }
    } else if (standing.behind() == 0) {
      origins.vacate(place);
      outcome.stands(newKey, null, timestamp, false);
    } else {
      Origins.Behind next = origins.bestBehind(place);
      origins.removeBehind(place, next.rank());
      origins.stand(place, new Standing(next.rank(), next.origin(), standing.behind() - 1));
      outcome.losesNoMore(newKey, next.origin(), timestamp);
      replace(newKey, standing.origin(), next.origin(), timestamp);
    }
  }

  private void replace(byte[] newKey, Origin former, Origin now, long timestamp) {
    if (!former.row().equals(now.row())) {
      outcome.stands(newKey, now.row().array(), timestamp, false);
    }
  }
}
