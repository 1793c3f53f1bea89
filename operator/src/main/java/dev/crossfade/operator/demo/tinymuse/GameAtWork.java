package dev.crossfade.operator.demo.tinymuse;

import dev.crossfade.extractor.tinymuse.world.World;
import dev.crossfade.operator.demo.LiveWorkload;
import dev.crossfade.operator.demo.WorkloadFailedException;
import dev.crossfade.operator.demo.WorkloadTotals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The game goes on, and every second the server writes a dump in the place of the last one. */
final class GameAtWork implements LiveWorkload {

  private static final long STOP_SECONDS_MAX = 30;

  private final World world;
  private final Path dump;
  private final int happeningsPerDump;
  private final AtomicLong dumps = new AtomicLong();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "game"));
  private volatile @Nullable Exception failure;

  GameAtWork(World world, Path dump, int happeningsPerSecond) {
    this.world = world;
    this.dump = dump;
    this.happeningsPerDump = happeningsPerSecond;
  }

  @Override
  public void start() {
    var unused = clock.scheduleAtFixedRate(this::goOn, 1, 1, TimeUnit.SECONDS);
  }

  private void goOn() {
    try {
      world.live(happeningsPerDump);
      world.writeTo(dump, StandardCharsets.ISO_8859_1);
      dumps.incrementAndGet();
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
      throw new WorkloadFailedException("the game broke down", broken);
    }
  }

  @Override
  public boolean working() {
    return !clock.isShutdown();
  }

  /** Each dump counts as a transaction, each thing that happened in between as a change. */
  @Override
  public WorkloadTotals totals() {
    long written = dumps.get();
    return new WorkloadTotals(
        written, written * happeningsPerDump, 0, Map.of("dump written", written));
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
