package dev.crossfade.mapping.problems;

import org.jspecify.annotations.Nullable;

/**
 * A place in a file that a person edits.
 *
 * @param line from 1; 0 if it concerns the whole file
 * @param column from 1, in characters; 0 if it concerns the whole line
 * @param sourceLine the line's text, tabs as one blank; null if it is not to be shown
 */
public record Place(String file, int line, int column, @Nullable String sourceLine) {

  public static Place ofFile(String file) {
    return new Place(file, 0, 0, null);
  }

  @Override
  public String toString() {
    if (line == 0) {
      return file;
    }
    return column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
  }
}
