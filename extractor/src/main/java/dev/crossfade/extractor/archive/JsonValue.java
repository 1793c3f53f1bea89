package dev.crossfade.extractor.archive;

/**
 * One value of a row.
 *
 * @param text a string's content; of everything else its JSON
 */
record JsonValue(Kind kind, String text) {

  static final JsonValue NULL = new JsonValue(Kind.NULL, "null");

  /** What JSON knows. */
  enum Kind {
    NULL,
    BOOLEAN,
    INTEGER,
    DECIMAL,
    STRING,
    STRUCTURE
  }
}
