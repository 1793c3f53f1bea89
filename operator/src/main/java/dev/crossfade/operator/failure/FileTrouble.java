package dev.crossfade.operator.failure;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;

/** A file that cannot be read or written: a person's matter, never a bug of ours. */
public final class FileTrouble {

  private static final String ELSEWHERE = ", or name another folder in migration.yaml (state:)";

  private static final String UNTOLD = "a file cannot be used";

  private FileTrouble() {}

  /**
   * The answer is no, because of a file.
   *
   * @param what could not be done, such as {@code cannot write /a/b}
   */
  public static OperatorFailure refused(String what, IOException failure) {
    return OperatorFailure.refused(what + ": " + reason(failure), mend(failure)).because(failure);
  }

  /** The same for a file below the migration's state folder, which could be elsewhere. */
  public static OperatorFailure ofState(String what, IOException failure) {
    return OperatorFailure.refused(what + ": " + reason(failure), mend(failure) + ELSEWHERE)
        .because(failure);
  }

  /** What an exception that nobody caught before means; empty if it is about no file. */
  static Optional<OperatorFailure> of(Throwable cause) {
    if (cause instanceof UncheckedIOException unchecked) {
      IOException why = unchecked.getCause();
      return why == null || why instanceof JacksonException
          ? Optional.empty()
          : Optional.of(refused(what(unchecked, why), why));
    }
    return cause instanceof FileSystemException failure
        ? Optional.of(refused(UNTOLD, failure))
        : Optional.empty();
  }

  /** One that was made without words of its own repeats its cause. */
  private static String what(UncheckedIOException unchecked, IOException why) {
    String said = String.valueOf(unchecked.getMessage());
    return said.equals(why.toString()) ? UNTOLD : said;
  }

  /** Why, in words: several of Java's exceptions have a path for their whole message. */
  public static String reason(IOException failure) {
    if (!(failure instanceof FileSystemException file)) {
      return String.valueOf(failure.getMessage());
    }
    String words = file.getReason() == null ? kind(file) : file.getReason();
    return file.getFile() == null ? words : file.getFile() + ": " + words;
  }

  private static String kind(FileSystemException file) {
    if (file instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (file instanceof AccessDeniedException) {
      return "access denied";
    }
    if (file instanceof FileAlreadyExistsException) {
      return "there is a file of that name";
    }
    if (file instanceof DirectoryNotEmptyException) {
      return "the folder is not empty";
    }
    return file instanceof NotDirectoryException ? "it is no folder" : "the system says no more";
  }

  private static String mend(IOException failure) {
    String said = String.valueOf(failure.getMessage());
    if (said.contains("No space left") || said.contains("quota exceeded")) {
      return "make room on that disk and try again";
    }
    if (said.contains("Read-only file system")) {
      return "mount that disk for writing";
    }
    if (failure instanceof FileAlreadyExistsException || said.contains("Not a directory")) {
      return "move the file away that stands where a folder is needed";
    }
    return failure instanceof NoSuchFileException
        ? "see whether the path is right"
        : "see who may read and write there, and whether that disk is in order";
  }
}
