package dev.crossfade.extractor;

/** The old server kept too much log and the slot was dropped, as configured: start over. */
public final class WalOverBudgetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WalOverBudgetException(long retainedBytes, long maxBytes) {
    super(
        "the old server kept "
            + retainedBytes
            + " bytes of log for the replication slot, more than wal-retained-max ("
            + maxBytes
            + "), so the slot was dropped (wal-over-budget: drop). Start over: crossfade unprepare,"
            + " then prepare");
  }
}
