package dev.crossfade.benchmark.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Processor time of a process with all its children, living and gone. Unlike seconds on the clock
 * it hardly depends on what else the machine does.
 */
public final class ProcessorTime {

  private static final double TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux

  /**
   * In /proc/PID/stat after the name: utime and stime, then those of children that were waited for.
   */
  private static final int USER = 11;

  private ProcessorTime() {}

  /** In seconds; 0 where there is no /proc. */
  public static double secondsOf(long pid) {
    double own = seconds(pid);
    return own
        + ProcessHandle.of(pid).stream()
            .flatMap(ProcessHandle::descendants)
            .mapToDouble(child -> seconds(child.pid()))
            .sum();
  }

  private static double seconds(long pid) {
    Path file = Path.of("/proc", String.valueOf(pid), "stat");
    try {
      String stat = Files.readString(file);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = 0;
      for (int i = USER; i < USER + 4; i++) {
        ticks += Long.parseLong(fields[i]);
      }
      return ticks / TICKS_PER_SECOND;
    } catch (java.nio.file.NoSuchFileException gone) {
      return 0;
    } catch (IOException failure) {
      if (Files.exists(file)) {
        throw new UncheckedIOException("cannot read " + file, failure);
      }
      return 0;
    }
  }
}
