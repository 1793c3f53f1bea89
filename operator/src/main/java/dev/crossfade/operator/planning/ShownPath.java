package dev.crossfade.operator.planning;

import java.nio.file.Path;

/** A path as a person would type it: relative where that is shorter. */
public final class ShownPath {

  private ShownPath() {}

  public static String of(Path path) {
    Path here = Path.of("").toAbsolutePath();
    Path absolute = path.toAbsolutePath();
    return absolute.startsWith(here) ? here.relativize(absolute).toString() : absolute.toString();
  }
}
