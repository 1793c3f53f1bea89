package dev.crossfade.transformer;

import org.jspecify.annotations.Nullable;

/** What one statement does with a change of its old table. */
interface Step {

  Source source();

  /**
   * Sends on what follows from the change.
   *
   * @return null if all was sent; else the slices in which it must be sent, of which none was yet
   */
  @Nullable Slices apply(Change change);

  /** The work of a change that is too large for one call. */
  interface Slices {

    /**
     * Sends the next {@code messagesMax} at most.
     *
     * @param done messages passed over or sent by earlier calls, also before a restart
     * @return how many are done now; -1 if all are
     */
    long send(Change change, long done, int messagesMax);
  }
}
