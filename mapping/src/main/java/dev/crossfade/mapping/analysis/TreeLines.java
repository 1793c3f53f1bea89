package dev.crossfade.mapping.analysis;

/** Puts a tree together again that the server has cut into lines for its log. */
final class TreeLines {

  /** Longest line; {@code format_node_dump} of PostgreSQL's {@code nodes/print.c}. */
  private static final int LINE_MAX = 78;

  private TreeLines() {}

  /** A line ends in the place of a blank, or after 78 characters where there is none. */
  static String joined(String lines) {
    StringBuilder tree = new StringBuilder(lines.length());
    for (String line : lines.split("\n", -1)) {
      tree.append(line);
      boolean cut = line.length() == LINE_MAX && line.indexOf(' ', 1) < 0;
      if (!cut) {
        tree.append(' ');
      }
    }
    return tree.toString().stripTrailing();
  }
}
