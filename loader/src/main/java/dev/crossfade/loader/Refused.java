package dev.crossfade.loader;

/** A row the new database does not take, and why. */
public record Refused(Row row, Failure failure) {}
