package dev.crossfade.operator.config;

import dev.crossfade.databases.postgres.PostgresUrl;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * {@code postgres: { url: "${DATABASE_URL}", schema: public }}, below {@code old} and {@code new}.
 */
final class PostgresKind implements NewKind {

  static final String NAME = "postgres";
  static final String HINT =
      "write postgres: { url: \"${DATABASE_URL}\", schema: public } below it";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public @Nullable PostgresSide read(Section side, Path folder, Problems problems) {
    return read(side, problems);
  }

  /** Null, with a problem reported, if it is not in order. */
  static @Nullable PostgresSide read(Section side, Problems problems) {
    Section postgres = side.section(NAME);
    if (postgres == null) {
      problems.error("missing", side.location(), "postgres names no url", HINT);
      return null;
    }
    String url = postgres.required("url", "url: \"${DATABASE_URL}\"");
    String schema = postgres.optional("schema", "public", "schema: public");
    postgres.refuseTheRest();
    warnOfPassword(postgres, problems);
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

  private static void warnOfPassword(Section postgres, Problems problems) {
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
