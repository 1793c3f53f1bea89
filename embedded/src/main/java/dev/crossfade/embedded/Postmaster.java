package dev.crossfade.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The server process that owns a data directory, as {@code postmaster.pid} tells it. */
final class Postmaster {

  private static final Duration EXIT_WAIT_MAX = Duration.ofMinutes(1);

  private final ProcessHandle process;

  private Postmaster(ProcessHandle process) {
    this.process = process;
  }

  /** The living postmaster of {@code data}, if it has one. */
  static Optional<Postmaster> of(Path data) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(data.resolve("postmaster.pid"), StandardCharsets.UTF_8);
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
    if (lines.isEmpty() || !lines.get(0).matches("\\d{1,18}")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(lines.get(0)))
        .filter(Postmaster::isPostgres) // the number may have gone to another program
        .map(Postmaster::new);
  }

  long pid() {
    return process.pid();
  }

  /** Makes the server leave at once; its next start recovers from the write-ahead log. */
  void quit() throws IOException {
    new ProcessBuilder("kill", "-QUIT", String.valueOf(process.pid()))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    awaitExit();
  }

  void awaitExit() throws IOException {
    try {
      process.onExit().get(EXIT_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException failure) {
      throw new IOException(
          "PostgreSQL process " + process.pid() + " still runs after " + EXIT_WAIT_MAX, failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while PostgreSQL was stopping", interrupted);
    }
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().map(command -> command.endsWith("postgres")).orElse(false);
  }
}
