package dev.crossfade.mapping.text;

import dev.crossfade.mapping.problems.Place;

/**
 * mapping.sql: its name in messages and its characters.
 *
 * @param file the name as messages say it
 */
public record SourceText(String file, String text) {

  /** The place of a character offset from 0; an offset outside the text is its nearest end. */
  public Place placeOf(int offset) {
    int at = Math.max(0, Math.min(offset, text.length()));
    int lineStart = text.lastIndexOf('\n', at - 1) + 1;
    int lineEnd = text.indexOf('\n', at);
    String line = text.substring(lineStart, lineEnd < 0 ? text.length() : lineEnd);
    int number = 1 + (int) text.substring(0, lineStart).chars().filter(c -> c == '\n').count();
    String shown = line.replace('\t', ' ').replace("\r", "");
    return new Place(file, number, text.codePointCount(lineStart, at) + 1, shown);
  }

  /** The characters from {@code from} up to {@code to}. */
  public String between(int from, int to) {
    return text.substring(from, to);
  }
}
