package dev.crossfade.loader;

import dev.crossfade.testkit.Deadline;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what a few looks will show. */
final class Eventually {

  private Eventually() {}

  static void holds(Callable<Boolean> condition) {
    Deadline.until(Duration.ofSeconds(20), "the condition", condition::call);
  }
}
