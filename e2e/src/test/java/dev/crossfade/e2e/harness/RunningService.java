package dev.crossfade.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A verb that stays, as a process of its own. */
public final class RunningService implements AutoCloseable {

  private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(60);

  private final String command;
  private final Process process;
  private final Path log;

  RunningService(String command, Process process, Path log) {
    this.command = command;
    this.process = process;
    this.log = log;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL; returns when the process is gone. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** SIGSTOP: it stands still until {@link #thaw}, as under a long garbage collection. */
  public void freeze() {
    signal("-STOP");
  }

  /** SIGCONT. */
  public void thaw() {
    signal("-CONT");
  }

  private void signal(String signal) {
    try {
      int code =
          new ProcessBuilder("kill", signal, String.valueOf(process.pid())).start().waitFor();
      if (code != 0) {
        throw new AssertionError("kill " + signal + " of " + this);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", interrupted);
    }
  }

  /** SIGINT, as Ctrl-C in a terminal; the exit code. */
  public int interrupt() {
    signal("-INT");
    return awaitExit(STOP_WAIT_MAX);
  }

  /** SIGTERM, as systemd and containers stop it; the exit code. */
  public int stop() {
    process.destroy();
    return awaitExit(STOP_WAIT_MAX);
  }

  /** Waits until it ends by itself; the exit code. */
  public int awaitExit(Duration waitMax) {
    try {
      if (!process.waitFor(waitMax.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("has not ended within " + waitMax + ": " + this);
      }
      return process.exitValue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", interrupted);
    }
  }

  /** Everything it has printed so far. */
  public String output() {
    try {
      return Program.text(log);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    kill();
  }

  @Override
  public String toString() {
    String output = output();
    return "crossfade "
        + command
        + (isAlive() ? ", running" : ", exit code " + process.exitValue())
        + ", "
        + log
        + "\n"
        + output.substring(Math.max(0, output.length() - 6_000));
  }
}
