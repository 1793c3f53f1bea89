package dev.crossfade.loader;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import javax.net.SocketFactory;

/**
 * For the driver's {@code socketFactory}: a process that is frozen when it is about to commit, with
 * all its locks. One test at a time.
 */
public final class StopsBeforeCommit extends SocketFactory {

  private static final String UNASKED = "the driver connects its sockets itself";

  private static volatile CountDownLatch stopped = new CountDownLatch(1);
  private static volatile CountDownLatch thaw = new CountDownLatch(1);

  /** Forgets the last test. */
  static void begin() {
    stopped = new CountDownLatch(1);
    thaw = new CountDownLatch(1);
  }

  static boolean isStopped() {
    return stopped.getCount() == 0;
  }

  static void thaw() {
    thaw.countDown();
  }

  @Override
  public Socket createSocket() {
    return new Socket() {
      @Override
      public OutputStream getOutputStream() throws IOException {
        return new Frozen(super.getOutputStream());
      }
    };
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException(UNASKED);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
    throw new UnsupportedOperationException(UNASKED);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException(UNASKED);
  }

  @Override
  public Socket createSocket(
      InetAddress address, int port, InetAddress localAddress, int localPort) {
    throw new UnsupportedOperationException(UNASKED);
  }

  private static final class Frozen extends FilterOutputStream {

    Frozen(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (new String(bytes, offset, length, StandardCharsets.ISO_8859_1).contains("COMMIT")) {
        stopped.countDown();
        try {
          thaw.await();
        } catch (InterruptedException end) {
          throw new InterruptedIOException();
        }
      }
      out.write(bytes, offset, length);
    }
  }
}
