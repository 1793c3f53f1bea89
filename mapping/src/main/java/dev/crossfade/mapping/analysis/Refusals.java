package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.problems.Problem;
import dev.crossfade.mapping.text.SourceText;
import dev.crossfade.mapping.text.Token;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Words what the dialect refuses, at its place in mapping.sql. */
final class Refusals {

  private static final Set<String> SPECIAL_TIMES = Set.of("now", "today", "tomorrow", "yesterday");

  private final SourceText source;
  private List<Token> near = List.of();

  Refusals(SourceText source) {
    this.source = source;
  }

  /** The tokens that the nodes read next come from: PostgreSQL 17 and later tell no locations. */
  void readingFrom(List<Token> tokens) {
    near = List.copyOf(tokens);
  }

  RefusalException refuse(String code, int at, String message, @Nullable String hint) {
    return new RefusalException(Problem.error(code, source.placeOf(at), message, hint));
  }

  /** Something whose name stands in the text. */
  RefusalException refuseNamed(
      String code, String name, int at, String message, @Nullable String hint) {
    return refuse(code, placeOf(name, at), message, hint);
  }

  /**
   * Refuses a constant date or time that was made of {@code 'now'} or {@code 'today'}: PostgreSQL
   * has put the time of the check there.
   */
  void checkNotNow() throws RefusalException {
    for (Token token : near) {
      String content = token.value().trim().toLowerCase(Locale.ROOT);
      if (token.kind() == Token.Kind.STRING && SPECIAL_TIMES.contains(content)) {
        throw refuse(
            "CF001",
            token.start(),
            "'" + content + "' depends on the time of evaluation",
            "use a parameter: :name, with its value under parameters in migration.yaml");
      }
    }
  }

  private int placeOf(String name, int otherwise) {
    return near.stream()
        .filter(t -> t.isName() && t.value().equals(name.toLowerCase(Locale.ROOT)))
        .mapToInt(Token::start)
        .findFirst()
        .orElse(otherwise);
  }
}
