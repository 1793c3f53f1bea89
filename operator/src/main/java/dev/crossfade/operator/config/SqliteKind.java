package dev.crossfade.operator.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** {@code sqlite: { file: app.db }}. */
final class SqliteKind implements NewKind {

  private static final String HINT = "sqlite: { file: app.db }";

  @Override
  public String name() {
    return "sqlite";
  }

  @Override
  public @Nullable SqliteSide read(Section side, Path folder, Problems problems) {
    Section sqlite = side.section(name());
    if (sqlite == null) {
      problems.error("missing", side.location(), "sqlite names no file", "write " + HINT);
      return null;
    }
    String file = sqlite.required("file", HINT);
    sqlite.refuseTheRest();
    if (file == null) {
      return null;
    }
    if (file.isBlank() || file.startsWith(":") || file.startsWith("file:")) {
      problems.error(
          "bad-value",
          sqlite.locationOf("file"),
          "new.sqlite.file cannot be \"" + file + "\"",
          "write the path of a file, such as app.db");
      return null;
    }
    return new SqliteSide(folder.resolve(file).normalize());
  }
}
