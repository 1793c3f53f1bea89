package dev.crossfade.benchmark.processes;

import dev.crossfade.embedded.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A port on localhost, of a process that is about to start. */
public record Port(int number) {

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  /** One that nobody listens on. */
  public static Port free() {
    try {
      return new Port(FreePort.find());
    } catch (IOException failure) {
      throw new UncheckedIOException("there is no free port", failure);
    }
  }

  /**
   * Returns when the process listens.
   *
   * @throws IllegalStateException if it ends, or takes more than a minute
   */
  public void awaitListener(JavaProcess process) {
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!listens()) {
      if (process.complaint().isPresent() || System.nanoTime() > deadline) {
        throw new IllegalStateException(
            process.complaint().orElse(process.name() + " does not listen on port " + number));
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), number)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }
}
