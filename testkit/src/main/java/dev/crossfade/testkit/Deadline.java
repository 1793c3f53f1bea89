package dev.crossfade.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** Waiting for a condition instead of sleeping: looked at every 50 ms, given up at the deadline. */
public final class Deadline {

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private Deadline() {}

  /**
   * Returns once {@code condition} is true.
   *
   * @param what the condition in words, for the failure's message
   * @throws org.awaitility.core.ConditionTimeoutException if it is not true in time
   */
  public static void until(Duration waitMax, String what, Callable<Boolean> condition) {
    Awaitility.await(what)
        .atMost(waitMax)
        .pollDelay(Duration.ZERO)
        .pollInterval(LOOK_EVERY)
        .until(condition);
  }

  /**
   * Returns once {@code assertion} holds; its last failure is the cause otherwise.
   *
   * @throws org.awaitility.core.ConditionTimeoutException if it does not hold in time
   */
  public static void untilAsserted(Duration waitMax, ThrowingRunnable assertion) {
    Awaitility.await()
        .atMost(waitMax)
        .pollDelay(Duration.ZERO)
        .pollInterval(LOOK_EVERY)
        .untilAsserted(assertion);
  }
}
