package dev.crossfade.operator.config;

import dev.crossfade.extractor.FileFormats;
import dev.crossfade.extractor.files.FileFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads {@code old} and {@code new}: exactly one kind of database under each. */
final class SideReader {

  /** Every kind of new side. */
  private static final List<NewKind> NEW_KINDS =
      List.of(new PostgresKind(), new SqliteKind(), new ArchiveKind());

  private final Path folder;
  private final Problems problems;

  /** Files are named as seen from {@code folder}. */
  SideReader(Path folder, Problems problems) {
    this.folder = folder;
    this.problems = problems;
  }

  @Nullable OldSide old(Section root) {
    List<String> kinds = new ArrayList<>(List.of(PostgresKind.NAME));
    FileFormats.ALL.forEach(format -> kinds.add(format.kind()));
    Section side = root.section("old");
    String kind = kind(root, side, "old", kinds);
    if (side == null || kind == null) {
      return null;
    }
    Optional<FileFormat> format =
        FileFormats.ALL.stream().filter(each -> each.kind().equals(kind)).findFirst();
    return format.isPresent() ? file(side, format.get()) : PostgresKind.read(side, problems);
  }

  @Nullable NewSide newSide(Section root) {
    Section side = root.section("new");
    String name = kind(root, side, "new", NEW_KINDS.stream().map(NewKind::name).toList());
    if (side == null || name == null) {
      return null;
    }
    return NEW_KINDS.stream()
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElseThrow()
        .read(side, folder, problems);
  }

  /** The one kind that is named; null, with a problem reported, if there is no such. */
  private @Nullable String kind(
      Section root, @Nullable Section side, String name, List<String> kinds) {
    if (side == null) {
      problems.error(
          "missing", root.location(), "the key " + name + " is missing", PostgresKind.HINT);
      return null;
    }
    List<String> given = kinds.stream().filter(side::has).toList();
    side.refuseTheRest();
    if (given.size() != 1) {
      problems.error(
          "one-kind",
          side.location(),
          given.isEmpty()
              ? name + " names no kind of database"
              : name + " names " + String.join(" and ", given) + " at once",
          PostgresKind.HINT);
      return null;
    }
    return given.get(0);
  }

  private @Nullable FileSide file(Section side, FileFormat format) {
    String hint = format.kind() + ": { file: NAME }";
    Section section = side.section(format.kind());
    if (section == null) {
      problems.error("missing", side.location(), format.kind() + " names no file", "write " + hint);
      return null;
    }
    String file = section.required("file", hint);
    Map<String, String> options = new TreeMap<>();
    format
        .options()
        .forEach((name, standard) -> options.put(name, section.optional(name, standard, hint)));
    section.refuseTheRest();
    try {
      format.check(options);
    } catch (IllegalArgumentException wrong) {
      problems.error(
          "bad-value", section.location(), String.valueOf(wrong.getMessage()), "see docs/guide.md");
      return null;
    }
    return file == null
        ? null
        : new FileSide(format, folder.resolve(file).normalize(), options, Optional.empty());
  }
}
