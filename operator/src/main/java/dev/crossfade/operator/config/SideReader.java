package dev.crossfade.operator.config;

import dev.crossfade.databases.postgres.PostgresUrl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code old} and {@code new}: exactly one kind of database under each. */
final class SideReader {

  private static final List<String> OLD_KINDS = List.of("postgres", "tinymuse", "archive");
  private static final List<String> NEW_KINDS = List.of("postgres", "sqlite", "archive");
  private static final String HINT =
      "write postgres: { url: \"${DATABASE_URL}\", schema: public } below it";

  private final Problems problems;

  SideReader(Problems problems) {
    this.problems = problems;
  }

  @Nullable PostgresSide old(Section root) {
    return side(root, "old", OLD_KINDS);
  }

  @Nullable PostgresSide newSide(Section root) {
    return side(root, "new", NEW_KINDS);
  }

  private @Nullable PostgresSide side(Section root, String name, List<String> kinds) {
    Section side = root.section(name);
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
    if (!given.get(0).equals("postgres")) {
      problems.error(
          "not-in-this-version",
          side.keyLocation(given.get(0)),
          given.get(0) + " is not read or written by this version yet",
          "this version moves from PostgreSQL to PostgreSQL");
      return null;
    }
    return postgres(side);
  }

  private @Nullable PostgresSide postgres(Section side) {
    Section postgres = side.section("postgres");
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
