package dev.crossfade.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds a port for a server that is about to start.
 *
 * <p>Below those that systems give to outgoing connections: one of these would be anybody's again
 * until the server listens, and a Kafka controller that finds its port taken ends its whole
 * process.
 */
public final class FreePort {

  static final int FROM = 20_000;
  static final int TO = 32_000;
  private static final int TRIES = 100;

  private FreePort() {}

  /** One that nobody listens on. */
  public static int find() throws IOException {
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(FROM, TO);
      if (isFree(port)) {
        return port;
      }
    }
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1)) { // on every address
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
