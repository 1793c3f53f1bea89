package dev.crossfade.operator.config;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code archive: { file: out.tar.gz }}, below {@code new}. */
final class ArchiveKind implements NewKind {

  private static final String HINT = "archive: { file: out.tar.gz }";

  @Override
  public String name() {
    return "archive";
  }

  @Override
  public @Nullable ArchiveSide read(Section side, Path folder, Problems problems) {
    Section archive = side.section(name());
    if (archive == null) {
      problems.error("missing", side.location(), "archive names no file", "write " + HINT);
      return null;
    }
    String file = archive.required("file", HINT);
    archive.refuseTheRest();
    return file == null
        ? null
        : new ArchiveSide(folder.resolve(file).normalize(), Optional.empty());
  }
}
