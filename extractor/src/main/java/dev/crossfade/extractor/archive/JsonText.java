package dev.crossfade.extractor.archive;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** Writes single values as JSON. */
final class JsonText {

  private JsonText() {}

  static String quoted(String text) {
    return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
