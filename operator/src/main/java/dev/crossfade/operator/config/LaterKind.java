package dev.crossfade.operator.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A kind of new side that has its name and is not written yet. */
record LaterKind(String name) implements NewKind {

  @Override
  public @Nullable NewSide read(Section side, Path folder, Problems problems) {
    problems.error(
        "not-in-this-version",
        side.keyLocation(name),
        name + " is not written by this version yet",
        "this version moves to PostgreSQL and SQLite");
    return null;
  }
}
