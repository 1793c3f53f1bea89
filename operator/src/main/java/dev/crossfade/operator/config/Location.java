package dev.crossfade.operator.config;

/** A place in a file; line and column from 1. */
record Location(int line, int column) {

  static final Location START = new Location(1, 1);
}
