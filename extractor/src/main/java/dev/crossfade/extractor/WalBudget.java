package dev.crossfade.extractor;

/**
 * How much log the old server may keep for us.
 *
 * @param retainedBytesMax beyond this, {@code overBudget} is done
 */
public record WalBudget(long retainedBytesMax, OverBudget overBudget) {

  /** What is done when too much log is kept. */
  public enum OverBudget {
    /** Go on reading as fast as we can, and call for help in the status. */
    ASK,
    /** Drop the slot, so that the old database lives; the migration starts over. */
    DROP
  }

  public WalBudget {
    if (retainedBytesMax < 1) {
      throw new IllegalArgumentException("wal-retained-max is positive, not " + retainedBytesMax);
    }
  }

  /** 8 GiB, then ask. */
  public static WalBudget defaults() {
    return new WalBudget(8L << 30, OverBudget.ASK);
  }
}
