package dev.crossfade.extractor;

import dev.crossfade.control.StatusReport;
import dev.crossfade.testkit.Deadline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An extractor in a thread of its own. */
final class RunningExtractor implements AutoCloseable {

  static final Duration WAIT_MAX = Duration.ofSeconds(60);

  private final Extractor extractor;
  private boolean failureExpected;
  private final CompletableFuture<Void> run = new CompletableFuture<>();

  RunningExtractor(Extractor extractor) {
    this.extractor = extractor;
    new Thread(
            () -> {
              try {
                extractor.run();
                run.complete(null);
              } catch (Throwable failure) {
                run.completeExceptionally(failure);
              }
            },
            "test-extractor")
        .start();
  }

  RunningExtractor untilStreaming() {
    return until(StatusReport.State.STREAMING);
  }

  RunningExtractor until(StatusReport.State state) {
    Deadline.until(
        WAIT_MAX,
        "the extractor is " + state,
        () -> {
          failOnFailure();
          return extractor.status().state() == state;
        });
    return this;
  }

  /** Waits for something else, and fails at once if the extractor does. */
  void until(String what, java.util.concurrent.Callable<Boolean> condition) {
    Deadline.until(
        WAIT_MAX,
        what,
        () -> {
          failOnFailure();
          return condition.call();
        });
  }

  StatusReport status() {
    return extractor.status();
  }

  private void failOnFailure() {
    if (run.isCompletedExceptionally()) {
      throw new AssertionError("the extractor failed", run.handle((v, e) -> e).join());
    }
  }

  /** What ended it. */
  Throwable failure() throws InterruptedException {
    failureExpected = true;
    try {
      run.get(WAIT_MAX.toSeconds(), TimeUnit.SECONDS);
      throw new AssertionError("the extractor ended without a failure");
    } catch (ExecutionException failure) {
      return failure.getCause();
    } catch (TimeoutException running) {
      throw new AssertionError("the extractor still runs: " + extractor.status(), running);
    }
  }

  void stop() {
    extractor.stop();
  }

  @Override
  public void close() {
    extractor.close();
    if (!failureExpected) {
      failOnFailure();
    }
  }
}
