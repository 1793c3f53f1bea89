package dev.crossfade.extractor.files;

import java.nio.file.Path;
import java.util.Map;

/** A kind of file that can be an old side. */
public interface FileFormat {

  /** The key below {@code old} in migration.yaml. */
  String kind();

  /** What may stand beside {@code file} there, with the defaults. */
  Map<String, String> options();

  /**
   * Looks at the values of the options.
   *
   * @throws IllegalArgumentException with what is wrong with one of them
   */
  void check(Map<String, String> options);

  /**
   * Opens a file that nobody writes.
   *
   * @param shown how messages name it
   * @param options a value for each of {@link #options}
   */
  OldFile open(Path file, String shown, Map<String, String> options);
}
