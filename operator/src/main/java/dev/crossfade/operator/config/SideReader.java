package dev.crossfade.operator.config;

import dev.crossfade.databases.postgres.PostgresUrl;
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

  private static final String POSTGRES = "postgres";
  private static final List<String> NEW_KINDS = List.of(POSTGRES, "sqlite", "archive");
  private static final String HINT =
      "write postgres: { url: \"${DATABASE_URL}\", schema: public } below it";

  private final Path folder;
  private final Problems problems;

  /** Files are named as seen from {@code folder}. */
  SideReader(Path folder, Problems problems) {
    this.folder = folder;
    this.problems = problems;
  }

  @Nullable OldSide old(Section root) {
    List<String> kinds = new ArrayList<>(List.of(POSTGRES));
    FileFormats.ALL.forEach(format -> kinds.add(format.kind()));
    Section side = root.section("old");
    String kind = kind(root, side, "old", kinds);
    if (side == null || kind == null) {
      return null;
    }
    Optional<FileFormat> format =
        FileFormats.ALL.stream().filter(each -> each.kind().equals(kind)).findFirst();
    return format.isPresent() ? file(side, format.get()) : postgres(side);
  }

  @Nullable PostgresSide newSide(Section root) {
    Section side = root.section("new");
    String kind = kind(root, side, "new", NEW_KINDS);
    if (side == null || kind == null) {
      return null;
    }
    if (!kind.equals(POSTGRES)) {
      problems.error(
          "not-in-this-version",
          side.keyLocation(kind),
          kind + " is not written by this version yet",
          "this version moves to PostgreSQL");
      return null;
    }
    return postgres(side);
  }

  /** The one kind that is named; null, with a problem reported, if there is no such. */
  private @Nullable String kind(
      Section root, @Nullable Section side, String name, List<String> kinds) {
    if (side == null) {
      problems.error("missing", root.location(), "the key " + name + " is missing", HINT);
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
          HINT);
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

  private @Nullable PostgresSide postgres(Section side) {
    Section postgres = side.section(POSTGRES);
    if (postgres == null) {
      problems.error("missing", side.location(), "postgres names no url", HINT);
      return null;
    }
    String url = postgres.required("url", "url: \"${DATABASE_URL}\"");
    String schema = postgres.optional("schema", "public", "schema: public");
    postgres.refuseTheRest();
    warnOfPassword(postgres);
    if (url == null) {
      return null;
    }
    try {
      return new PostgresSide(PostgresUrl.parse(url), schema);
    } catch (IllegalArgumentException wrong) {
      problems.error(
          "bad-value",
          postgres.locationOf("url"),
          String.valueOf(wrong.getMessage()),
          "such as postgresql://user@host:5432/database; the password comes by reference");
      return null;
    }
  }

  private void warnOfPassword(Section postgres) {
    String raw = postgres.raw("url");
    if (raw != null && holdsPassword(Variables.literal(raw))) {
      problems.warning(
          "literal-secret",
          postgres.locationOf("url"),
          "a password stands in this file",
          "write ${NAME} in its place and set NAME in the environment");
    }
  }

  /** Whether a text as it stands in the file, references taken out, holds a password. */
  private static boolean holdsPassword(String literal) {
    return literal.matches(".*://[^/?@]*:[^/?@]+@.*") || literal.matches(".*[?&]password=[^&]+.*");
  }
}
