package dev.crossfade.operator.services;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one service running on a thread of its own, until it is stopped or given up. */
final class Supervised {

  private static final Logger LOG = LoggerFactory.getLogger(Supervised.class);

  private final Launch launch;
  private final RestartPolicy policy = new RestartPolicy();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final Thread thread;
  private volatile boolean goingOver;
  private @Nullable Service running;

  Supervised(Launch launch) {
    this.launch = launch;
    this.thread = new Thread(this::keepRunning, launch.kind().word());
  }

  void start() {
    thread.start();
  }

  /** Completes when it was stopped or has nothing more to do; exceptionally when it is given up. */
  CompletableFuture<Void> ended() {
    return ended;
  }

  /** Returns when the service is no longer running. */
  void stop() throws InterruptedException {
    stopping.countDown();
    Service now = running();
    if (now != null) {
      now.stop();
    }
    thread.join();
  }

  /** Starts it again if it works on another generation than the current one. */
  void follow(int generation) {
    Service now = running();
    if (launch.kind().perGeneration() && now != null && now.generation() != generation) {
      LOG.info("the {} goes over to generation {}", launch.kind().word(), generation);
      goingOver = true;
      now.stop();
    }
  }

  private void keepRunning() {
    try {
      boolean again = true;
      while (again && stopping.getCount() > 0) {
        again = runOnce();
      }
      ended.complete(null);
    } catch (InterruptedException | RuntimeException | Error givenUp) {
      ended.completeExceptionally(givenUp);
    }
  }

  /** Whether it is to be started again. */
  private boolean runOnce() throws InterruptedException {
    try {
      Service service = launch.start();
      running(service);
      if (stopping.getCount() == 0) {
        service.stop(); // the stop came while it started
      }
      service.run();
      boolean again = goingOver;
      goingOver = false;
      return again;
    } catch (Exception failure) {
      if (stopping.getCount() == 0) {
        LOG.debug("{} ended while stopping", launch.kind().word(), failure);
        return false;
      }
      waitAfter(failure);
      return true;
    } finally {
      running(null);
    }
  }

  private void waitAfter(Exception failure) throws InterruptedException {
    Optional<Duration> wait = policy.afterFailure(failure, System.nanoTime());
    if (wait.isEmpty()) {
      throw RestartPolicy.verdict(launch.kind(), failure);
    }
    LOG.warn(
        "the {} starts again in {} ms: {}",
        launch.kind().word(),
        wait.get().toMillis(),
        failure.getMessage());
    LOG.debug("why the {} starts again", launch.kind().word(), failure);
    var unused = stopping.await(wait.get().toMillis(), TimeUnit.MILLISECONDS);
  }

  private synchronized @Nullable Service running() {
    return running;
  }

  private synchronized void running(@Nullable Service service) {
    running = service;
  }
}
