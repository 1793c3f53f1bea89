package dev.crossfade.operator.terminal;

/** The few colours in use. */
public enum Colour {
  GOOD("\u001b[32m"),
  CARE("\u001b[33m"),
  BAD("\u001b[31m"),
  STRONG("\u001b[1m"),
  FAINT("\u001b[2m");

  static final String END = "\u001b[0m";

  private final String code;

  Colour(String code) {
    this.code = code;
  }

  String code() {
    return code;
  }
}
