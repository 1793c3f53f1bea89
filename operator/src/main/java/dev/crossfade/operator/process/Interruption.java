package dev.crossfade.operator.process;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, or the end of the process by a signal: what runs is asked to stop, and the process waits
 * until it has.
 */
public final class Interruption {

  private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(45);

  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);

  /** Makes signals ask for the stop. Once per process. */
  public void onSignals() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::requestAndWait, "stop on signal"));
  }

  /** Asks everything to stop. */
  public void request() {
    requested.countDown();
  }

  public boolean isRequested() {
    return requested.getCount() == 0;
  }

  /**
   * Waits for a request.
   *
   * @return whether there was one in time
   */
  public boolean await(Duration waitMax) throws InterruptedException {
    return requested.await(waitMax.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Everything has stopped: the process may end. */
  public void finished() {
    finished.countDown();
  }

  private void requestAndWait() {
    if (finished.getCount() == 0) {
      return; // the verb ended by itself
    }
    request();
    try {
      if (!finished.await(STOP_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        System.err.println(
            "not stopped cleanly within "
                + STOP_WAIT_MAX.toSeconds()
                + " s; the next start resumes");
      }
    } catch (InterruptedException again) {
      Thread.currentThread().interrupt();
    }
  }
}
