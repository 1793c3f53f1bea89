package dev.crossfade.operator.services;

import dev.crossfade.operator.failure.FileTrouble;
import dev.crossfade.operator.failure.OperatorFailure;
import dev.crossfade.operator.process.HostName;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A place for one instance of a service on this machine: its name and its directory, the same again
 * after a restart, never shared by two that run at once.
 */
final class InstanceSlot implements AutoCloseable {

  private static final int INSTANCES_MAX = 64;

  private final FileChannel lock;
  private final Path directory;
  private final String name;

  private InstanceSlot(FileChannel lock, Path directory, String name) {
    this.lock = lock;
    this.directory = directory;
    this.name = name;
  }

  /** The first place that is free. */
  static InstanceSlot take(Path state, ServiceKind kind) {
    Path places = state.resolve(kind.word());
    try {
      for (int i = 1; i <= INSTANCES_MAX; i++) {
        Path directory = Files.createDirectories(places.resolve(String.valueOf(i)));
        FileChannel channel =
            FileChannel.open(
                directory.resolve("instance.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        if (locked(channel)) {
          return new InstanceSlot(channel, directory, HostName.local() + "-" + i);
        }
        channel.close();
      }
    } catch (IOException failure) {
      throw FileTrouble.ofState("cannot use the state directory " + places, failure);
    }
    throw OperatorFailure.refused(
        INSTANCES_MAX + " instances of the " + kind.word() + " run in " + state + " already",
        "stop one, or give this one a state folder of its own");
  }

  Path directory() {
    return directory;
  }

  /** Unique among the instances of the service. */
  String name() {
    return name;
  }

  private static boolean locked(FileChannel channel) throws IOException {
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
      lock.close();
    } catch (IOException failure) {
      throw FileTrouble.ofState("cannot let go of " + directory, failure);
    }
  }
}
