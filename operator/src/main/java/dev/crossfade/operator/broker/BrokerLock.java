package dev.crossfade.operator.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Held by the process that the embedded broker lives in. The operating system lets go of it when
 * that process ends, however it ends: so it, and not {@code broker.json}, tells whether a broker is
 * alive.
 */
final class BrokerLock implements AutoCloseable {

  private final FileChannel channel;

  private BrokerLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Empty if another holds it, in this process or another. */
  static Optional<BrokerLock> tryTake(Path state) {
    try {
      Files.createDirectories(state);
      FileChannel channel =
          FileChannel.open(
              state.resolve("broker.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel)) {
        return Optional.of(new BrokerLock(channel));
      }
      channel.close();
      return Optional.empty();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot use the state directory " + state, failure);
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException heldHere) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot let go of the broker's lock", failure);
    }
  }
}
