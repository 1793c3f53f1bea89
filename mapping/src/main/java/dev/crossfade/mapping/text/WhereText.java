package dev.crossfade.mapping.text;

import dev.crossfade.mapping.plan.VerificationQuery;
import java.util.List;
import java.util.Set;

/** Edits of WHERE that the verifier needs. */
public final class WhereText {

  private static final Set<String> ENDS =
      Set.of("group", "having", "window", "order", "limit", "offset", "fetch", "for", "union");

  private WhereText() {}

  /** Lets a condition be put before the statement's WHERE. */
  public static List<RewrittenText.Edit> guarded(StatementText statement) {
    StatementText.Item last = statement.items().get(statement.items().size() - 1);
    List<Token> from =
        statement.selectTokens().stream().filter(t -> t.start() > last.span().to()).toList();
    return with(
        from,
        statement.select().to(),
        VerificationQuery.GUARD_OPEN + "(",
        ")" + VerificationQuery.GUARD_CLOSE);
  }

  /** Puts something around a WHERE, which is made if there is none. */
  static List<RewrittenText.Edit> with(List<Token> from, int to, String open, String close) {
    int depth = 0;
    int where = -1;
    int end = to;
    for (Token token : from) {
      depth += TokenCursor.nesting(token);
      if (depth == 0 && token.isWord("where") && where < 0) {
        where = token.end();
      } else if (depth == 0 && token.kind() == Token.Kind.WORD && ENDS.contains(token.value())) {
        end = token.start();
        break;
      }
    }
    return where < 0
        ? List.of(new RewrittenText.Edit(end, end, " WHERE " + open + "true" + close + " "))
        : List.of(
            new RewrittenText.Edit(where, where, " " + open),
            new RewrittenText.Edit(end, end, "\n" + close + " "));
  }
}
