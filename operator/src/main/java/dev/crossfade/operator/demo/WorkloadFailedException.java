package dev.crossfade.operator.demo;

/**
 * The workload could not go on: its database is gone, or it has a mistake. Nothing of it is running
 * any more.
 */
public final class WorkloadFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public WorkloadFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
