package dev.crossfade.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The place of one PostgreSQL server: {@code data/} and {@code server.log}, new at each start. */
record ServerDirectory(Path root, boolean temporary) {

  static ServerDirectory of(Optional<Path> kept) {
    try {
      ServerDirectory directory =
          kept.isPresent()
              ? new ServerDirectory(
                  Files.createDirectories(kept.get().toAbsolutePath()).toRealPath(), false)
              : new ServerDirectory(Files.createTempDirectory("crossfade-postgres"), true);
      Files.deleteIfExists(directory.log());
      return directory;
    } catch (IOException failure) {
      throw new EmbeddedServerException(
          "the embedded PostgreSQL cannot use the directory "
              + kept.map(Path::toString).orElse("for temporary files")
              + "; see whether it can be written to",
          failure);
    }
  }

  Path data() {
    return root.resolve("data");
  }

  Path log() {
    return root.resolve("server.log");
  }

  /** The last fatal line of the log, or its last line. */
  Optional<String> complaint() {
    List<String> lines;
    try {
      lines = Files.readAllLines(log(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      return Optional.empty();
    }
    return lines.stream()
        .filter(line -> !line.isBlank())
        .reduce((earlier, later) -> isFatal(earlier) && !isFatal(later) ? earlier : later);
  }

  private static boolean isFatal(String line) {
    return line.contains("FATAL:");
  }

  void deleteIfTemporary() {
    if (!temporary) {
      return;
    }
    try {
      Files.walkFileTree(root, new Deletion());
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot delete " + root, failure);
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
