package dev.crossfade.operator.process;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What this machine, or this container, calls itself: for names that people read. */
public final class HostName {

  private HostName() {}

  /** {@code localhost} if it has no name. */
  public static String local() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }
}
