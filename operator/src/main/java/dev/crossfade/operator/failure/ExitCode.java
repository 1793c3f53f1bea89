package dev.crossfade.operator.failure;

/** The exit codes that scripts can rely on. */
public enum ExitCode {
  /** Yes. */
  YES(0),
  /** No, with reasons. */
  NO(1),
  /** Usage or configuration. */
  CONFIGURATION(2),
  /** A database, Kafka or another process cannot be reached. */
  UNREACHABLE(3),
  /** Our own bug. */
  BUG(70),
  /** Ctrl-C. */
  INTERRUPTED(130);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
