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
    int depth = 0;
    int where = -1;
    int end = statement.select().to();
    for (Token token : from) {
      depth += TokenCursor.nesting(token);
      if (depth == 0 && token.isWord("where") && where < 0) {
        where = token.end();
      } else if (depth == 0 && token.kind() == Token.Kind.WORD && ENDS.contains(token.value())) {
        end = token.start();
        break;
      }
    }
    String open = where < 0 ? " WHERE " : " ";
    String condition = where < 0 ? "(true" : "(";
    return where < 0
        ? List.of(
            new RewrittenText.Edit(
                end,
                end,
                open
                    + VerificationQuery.GUARD_OPEN
                    + condition
                    + ")"
                    + VerificationQuery.GUARD_CLOSE
                    + " "))
        : List.of(
            new RewrittenText.Edit(where, where, open + VerificationQuery.GUARD_OPEN + condition),
            new RewrittenText.Edit(end, end, "\n)" + VerificationQuery.GUARD_CLOSE + " "));
  }
}
