package dev.crossfade.operator.demo;

/** An application at work on the old database, in threads and connections of its own. */
public interface LiveWorkload extends AutoCloseable {

  /** Begins to write. Once only. */
  void start();

  /**
   * Ends after the transactions in flight, all of them committed or rolled back, and gives the
   * connections back.
   *
   * @throws WorkloadFailedException if it broke down before; what it had committed stays
   */
  void stop();

  /** Started, and neither stopped nor broken down. */
  boolean working();

  /** What it has done so far; exact once stopped. */
  WorkloadTotals totals();

  /** Stops without saying whether it had broken down; does nothing if it is stopped already. */
  @Override
  void close();
}
