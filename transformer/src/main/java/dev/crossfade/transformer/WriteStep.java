package dev.crossfade.transformer;

import dev.crossfade.schemas.Bytes;
import dev.crossfade.schemas.Contribution;
import java.util.Arrays;
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
    byte[] prefix = origins.prefix(newKey);
    byte[] place = origins.place(prefix, message);
    Origins.Best best = origins.best(prefix);
    Bytes row = message.row();
    if (row == null) {
      retract(newKey, place, best, timestamp);
    } else {
      Origin origin =
          new Origin(timestamp, message.source(), message.ordinal(), message.oldKey(), row);
      put(newKey, place, best, origin, snapshot);
    }
  }

  private void put(
      byte[] newKey, byte[] place, Origins.Best best, Origin origin, boolean snapshot) {
    Origins.Entry standing = best.first();
    if (standing == null) {
      origins.put(place, origin);
      stands(newKey, origin, origin.timestamp(), snapshot);
    } else if (standing.isAt(place)) {
      if (!standing.origin().row().equals(origin.row())) {
        origins.put(place, origin);
        stands(newKey, origin, origin.timestamp(), false);
      }
    } else if (origins.beats(place, standing.place())) {
      origins.put(place, origin);
      outcome.loses(newKey, standing.origin());
      replace(newKey, standing.origin(), origin, origin.timestamp());
    } else {
      Origin earlier = origins.at(place);
      if (earlier == null || !earlier.row().equals(origin.row())) {
        origins.put(place, origin);
      }
      if (earlier == null) {
        outcome.loses(newKey, origin);
      }
    }
  }

  private void retract(byte[] newKey, byte[] place, Origins.Best best, long timestamp) {
    Origins.Entry standing = best.first();
    if (standing == null) {
      return;
    }
    if (!standing.isAt(place)) {
      Origin loser = origins.at(place);
      if (loser != null) {
        origins.remove(place);
        outcome.losesNoMore(newKey, loser, timestamp);
      }
      return;
    }
    origins.remove(place);
    Origins.Entry next = best.second();
    if (next == null) {
      outcome.stands(newKey, null, timestamp, false);
    } else {
      outcome.losesNoMore(newKey, next.origin(), timestamp);
      replace(newKey, standing.origin(), next.origin(), timestamp);
    }
  }

  private void replace(byte[] newKey, Origin former, Origin now, long timestamp) {
    if (!Arrays.equals(former.row().array(), now.row().array())) {
      stands(newKey, now, timestamp, false);
    }
  }

  private void stands(byte[] newKey, Origin origin, long timestamp, boolean snapshot) {
    outcome.stands(newKey, origin.row().array(), timestamp, snapshot);
  }
}
