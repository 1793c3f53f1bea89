package dev.crossfade.operator.demo;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Something goes on, and every second its whole state is written in the place of the last file. */
public final class FileAtWork implements LiveWorkload {

  private static final long STOP_SECONDS_MAX = 30;

  private final String what;
  private final int happeningsPerFile;
  private final IntConsumer life;
  private final Writing writing;
  private final AtomicLong files = new AtomicLong();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "life"));
  private volatile @Nullable Exception failure;

  /** Puts the state into the file. */
  @FunctionalInterface
  public interface Writing {
    void write() throws IOException;
  }

  /**
   * Not yet started.
   *
   * @param what one file is, in a word
   * @param life lets so many things happen
   */
  public FileAtWork(String what, int happeningsPerSecond, IntConsumer life, Writing writing) {
    this.what = what;
    this.happeningsPerFile = happeningsPerSecond;
    this.life = life;
    this.writing = writing;
  }

  @Override
  public void start() {
    var unused = clock.scheduleAtFixedRate(this::goOn, 1, 1, TimeUnit.SECONDS);
  }

  private void goOn() {
    try {
      life.accept(happeningsPerFile);
      writing.write();
      files.incrementAndGet();
    } catch (IOException | RuntimeException broken) {
      failure = broken;
      clock.shutdown();
    }
  }

  @Override
  public void stop() {
    close();
    Exception broken = failure;
    if (broken != null) {
      throw new WorkloadFailedException("the " + what + " could not be written", broken);
    }
  }

  @Override
  public boolean working() {
    return !clock.isShutdown();
  }

  /** Each file counts as a transaction, each thing that happened in between as a change. */
  @Override
  public WorkloadTotals totals() {
    long written = files.get();
    return new WorkloadTotals(
        written, written * happeningsPerFile, 0, Map.of(what + " written", written));
  }

  @Override
  public void close() {
    clock.shutdown();
    boolean interrupted = false;
    try {
      var unused = clock.awaitTermination(STOP_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (InterruptedException again) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
