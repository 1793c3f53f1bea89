package dev.crossfade.loader.postgres;

/** Whether it is worth trying to copy snapshot rows straight into the table. */
final class Straight {

  private static final int PAUSE_MAX = 64;

  private final boolean possible;
  private int pause;
  private int nextPause = 1;

  /** {@code possible}: nothing of a row has to be looked up. */
  Straight(boolean possible) {
    this.possible = possible;
  }

  /** Asked once for each batch of snapshot rows. */
  boolean isWorthATry() {
    if (pause > 0) {
      pause--;
      return false;
    }
    return possible;
  }

  void worked() {
    nextPause = 1;
  }

  /** Some of its rows were there already, or refused: the next batches are merged at once. */
  void failed() {
    pause = nextPause;
    nextPause = Math.min(PAUSE_MAX, nextPause * 2);
  }
}
