package dev.crossfade.operator.demo;

import dev.crossfade.operator.status.MigrationStatus;
import dev.crossfade.operator.terminal.Amounts;
import dev.crossfade.operator.terminal.Screen;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows how far the demonstration is: a bar on a terminal, a line now and then elsewhere. */
final class DemoProgress implements AutoCloseable {

  private static final long LINE_EVERY_NANOS = Duration.ofSeconds(5).toNanos();

  private final Screen screen;
  private final long snapshotRows;
  private @Nullable ProgressBar bar;
  private long lastLine;

  DemoProgress(Screen screen, long snapshotRows) {
    this.screen = screen;
    this.snapshotRows = snapshotRows;
    this.lastLine = System.nanoTime() - LINE_EVERY_NANOS;
  }

  /** The snapshot: rows loaded; fewer or more than the old rows, for a row may be made of many. */
  void snapshot(MigrationStatus status) {
    long loaded = loaded(status);
    if (screen.colours()) {
      if (bar == null) {
        bar =
            new ProgressBarBuilder()
                .setTaskName("snapshot")
                .setInitialMax(snapshotRows)
                .setStyle(ProgressBarStyle.ASCII)
                .showSpeed()
                .build();
      }
      bar.stepTo(Math.min(loaded, snapshotRows));
    } else if (lineIsDue()) {
      screen.remark(
          "snapshot: "
              + Amounts.count(loaded)
              + " rows loaded, made of about "
              + Amounts.count(snapshotRows)
              + " old rows");
    }
  }

  /** The stream: how far the new database is behind. */
  void stream(MigrationStatus status, WorkloadTotals totals) {
    endBar();
    if (!lineIsDue()) {
      return;
    }
    double lagSeconds =
        status.tables().stream()
            .map(MigrationStatus.Table::load)
            .map(MigrationStatus.Stage::lagSeconds)
            .mapToDouble(lag -> lag == null ? 0 : lag)
            .max()
            .orElse(0);
    screen.remark(
        "streaming: "
            + Amounts.count(totals.rowChanges())
            + " changes written, the new database is "
            + Amounts.seconds(lagSeconds)
            + " behind");
  }

  private static long loaded(MigrationStatus status) {
    return status.tables().stream().mapToLong(table -> table.load().rows()).sum();
  }

  private boolean lineIsDue() {
    long now = System.nanoTime();
    if (now - lastLine < LINE_EVERY_NANOS) {
      return false;
    }
    lastLine = now;
    return true;
  }

  /** Leaves the bar behind, full. */
  void endBar() {
    if (bar != null) {
      bar.stepTo(snapshotRows);
      bar.close();
      bar = null;
    }
  }

  @Override
  public void close() {
    endBar();
  }
}
