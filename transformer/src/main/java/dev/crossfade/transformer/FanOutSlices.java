package dev.crossfade.transformer;

import org.jspecify.annotations.Nullable;

/**
 * The messages of one change with a very large fan-out, in a fixed order: every row after asserted,
 * then every row before that is not among them retracted.
 */
final class FanOutSlices implements Step.Slices {

  /** Where messages go. */
  interface Messages {
    void send(Change change, byte[] key, int ordinal, byte @Nullable [] row);
  }

  private final Collected before;
  private final Collected after;
  private final Messages messages;

  FanOutSlices(Collected before, Collected after, Messages messages) {
    this.before = before;
    this.after = after;
    this.messages = messages;
  }

  @Override
  public long send(Change change, long done, int messagesMax) {
    int total = after.size() + before.size();
    int to = (int) Math.min(done + messagesMax, total);
    for (int i = (int) done; i < to; i++) {
      if (i < after.size()) {
        messages.send(change, after.key(i), after.ordinal(i), after.row(i));
      } else {
        int gone = i - after.size();
        if (!after.has(before.key(gone), before.ordinal(gone))) {
          messages.send(change, before.key(gone), before.ordinal(gone), null);
        }
      }
    }
    return to == total ? -1 : to;
  }
}
