package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.text.RewrittenText;

/** Takes positions that PostgreSQL tells back to mapping.sql. */
record Positions(String sent, RewrittenText select) {

  /** The offset in mapping.sql of an error's position, in characters from 1. */
  int ofErrorPosition(int position) {
    int from = Math.min(sent.length(), Math.max(0, position - 1));
    return ofOffset(
        sent.offsetByCodePoints(0, Math.min(from, sent.codePointCount(0, sent.length()))));
  }

  private int ofOffset(int chars) {
    return select.sourceOf(Math.max(0, chars - (sent.length() - select.text().length())));
  }
}
