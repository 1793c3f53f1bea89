package dev.crossfade.operator.process;

import dev.crossfade.operator.failure.FileTrouble;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Held by the process that an embedded server of a migration lives in. The operating system lets go
 * of it when that process ends, however it ends: so it, and not the file with the server's address,
 * tells whether one is alive.
 */
public final class StateLock implements AutoCloseable {

  private final FileChannel channel;

  private StateLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes a lock in the state directory.
   *
   * @return empty if another holds it, in this process or another
   */
  public static Optional<StateLock> tryTake(Path state, String name) {
    try {
      Files.createDirectories(state);
      FileChannel channel =
          FileChannel.open(
              state.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel)) {
        return Optional.of(new StateLock(channel));
      }
      channel.close();
      return Optional.empty();
    } catch (IOException failure) {
      throw FileTrouble.ofState("cannot use the state directory " + state, failure);
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
      throw FileTrouble.ofState("cannot let go of a lock", failure);
    }
  }
}
