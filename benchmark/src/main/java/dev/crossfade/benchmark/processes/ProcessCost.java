package dev.crossfade.benchmark.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a process has cost.
 *
 * @param residentBytes the most memory of the whole process, as the kernel counts it; 0 where there
 *     is no /proc
 * @param heapBytes the most in use on the Java heap right before a collection; 0 if there was none
 * @param processorSeconds of all its threads
 */
public record ProcessCost(
    String process, long residentBytes, long heapBytes, double processorSeconds) {

  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
  private static final Pattern BEFORE = Pattern.compile(" (\\d+)M->\\d+M\\(");

  /** The larger of each number. */
  public ProcessCost max(ProcessCost other) {
    return new ProcessCost(
        process,
        Math.max(residentBytes, other.residentBytes),
        Math.max(heapBytes, other.heapBytes),
        Math.max(processorSeconds, other.processorSeconds));
  }

  static long residentBytes(long pid) {
    return largest(Path.of("/proc", String.valueOf(pid), "status"), PEAK) << 10;
  }

  static long heapBytes(Path collections) {
    return largest(collections, BEFORE) << 20;
  }

  private static long largest(Path file, Pattern number) {
    if (!Files.isReadable(file)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .map(number::matcher)
          .filter(Matcher::find)
          .mapToLong(found -> Long.parseLong(found.group(1)))
          .max()
          .orElse(0);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + file, failure);
    }
  }
}
