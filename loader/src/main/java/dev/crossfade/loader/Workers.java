package dev.crossfade.loader;

import dev.crossfade.schemas.MigrationPlan;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The threads that write, each with a session of its own; whoever is free takes the next lane that
 * has work.
 */
final class Workers {

  private final LoaderSettings settings;
  private final MigrationPlan plan;
  private final BiConsumer<Lane, Batch> lost;
  private final LoadFigures figures;
  private final LinkedBlockingQueue<Lane> ready = new LinkedBlockingQueue<>();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
  private final List<Thread> threads = new ArrayList<>();
  private final List<WorkerSession> sessions = new CopyOnWriteArrayList<>();

  /** {@code lost} hears of batches the new database did not take because it stands elsewhere. */
  Workers(
      LoaderSettings settings,
      MigrationPlan plan,
      LoadFigures figures,
      BiConsumer<Lane, Batch> lost) {
    this.settings = settings;
    this.plan = plan;
    this.figures = figures;
    this.lost = lost;
  }

  void start() {
    for (int i = 0;
        i < Math.min(settings.connectionsMax(), settings.newDatabase().transactionsMax());
        i++) {
      start(this::work, "crossfade-load-" + i);
    }
    start(this::watch, "crossfade-load-watch");
  }

  private void start(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    threads.add(thread);
  }

  /** The lane has work and no worker. */
  void handOut(Lane lane) {
    ready.add(lane);
  }

  /** Throws what stopped a worker. */
  void check() {
    RuntimeException found = failure.get();
    if (found != null) {
      throw found;
    }
  }

  /** Lets the transactions under way end, for as long as given; what waits is left. */
  void stop(Duration waitMax) throws InterruptedException {
    stop.countDown();
    long deadline = System.nanoTime() + waitMax.toNanos();
    for (Thread thread : threads) {
      thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
    }
    for (Thread thread : threads) {
      thread.interrupt();
    }
  }

  private void work() {
    try (WorkerSession session = new WorkerSession(settings, plan, stop)) {
      sessions.add(session);
      while (stop.getCount() > 0) {
        Lane lane = ready.poll(100, TimeUnit.MILLISECONDS);
        if (lane != null) {
          step(lane, session);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  /** Looks every second after work that takes long. */
  private void watch() {
    try {
      while (!stop.await(1, TimeUnit.SECONDS)) {
        sessions.forEach(WorkerSession::look);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void step(Lane lane, WorkerSession session) throws InterruptedException {
    boolean again = true;
    try {
      Batch batch = lane.next(settings.batchRowsMax(), settings.batchBytesMax());
      if (batch != null) {
        write(lane, batch, session);
      }
    } finally {
      again = lane.done();
    }
    if (again) {
      ready.add(lane);
    }
  }

  private void write(Lane lane, Batch batch, WorkerSession session) throws InterruptedException {
    while (lane.owns(batch) && stop.getCount() > 0) {
      try {
        Tally tally = Transaction.write(session.begin(), lane.writer(), batch);
        session.worked();
        figures.noTrouble(lane.topic());
        lane.written(batch);
        figures.committed(batch, tally);
        return;
      } catch (StaleLoaderException e) {
        lost.accept(lane, batch);
        return;
      } catch (SQLException e) {
        figures.trouble(lane.topic(), WorkerSession.reason(lane.topic(), e));
        session.failed(e, lane.topic());
      } finally {
        session.rest();
      }
    }
  }
}
