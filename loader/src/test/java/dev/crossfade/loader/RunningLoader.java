package dev.crossfade.loader;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A loader on a thread of its own, and what ended it. */
final class RunningLoader implements AutoCloseable {

  private final Loader loader;
  private final Thread thread;
  private volatile @Nullable RuntimeException failure;

  RunningLoader(Loader loader) {
    this.loader = loader;
    this.thread =
        new Thread(
            () -> {
              try {
                loader.run();
              } catch (RuntimeException e) {
                failure = e;
              }
            },
            "loader under test");
    thread.start();
  }

  /** Throws what ended it. */
  void check() {
    if (failure != null) {
      throw failure;
    }
  }

  /** Waits until it ends by itself; what it threw, or null. */
  @Nullable RuntimeException end(Duration waitMax) throws InterruptedException {
    thread.join(waitMax.toMillis());
    if (thread.isAlive()) {
      throw new AssertionError("the loader still runs");
    }
    return failure;
  }

  @Override
  public void close() {
    loader.close();
  }
}
