package dev.crossfade.mapping.text;

import java.util.ArrayList;
import java.util.List;

/** Edits of a UNION ALL in FROM or in WITH that the verifier needs. */
public final class UnionText {

  private UnionText() {}

  /**
   * Leaves the rows of one branch only.
   *
   * @param name of the subquery: its alias, or what WITH calls it
   * @param branch from 0
   * @param branches how many there are
   * @return nothing if no UNION ALL of that name and with as many branches can be found, or several
   */
  public static List<RewrittenText.Edit> only(
      StatementText statement, String name, int branch, int branches) {
    List<Token> tokens = statement.selectTokens();
    List<List<Token>> found = List.of();
    int times = 0;
    for (int open = 0; open < tokens.size(); open++) {
      if (tokens.get(open).isSymbol("(")) {
        int close = TokenCursor.close(tokens, open);
        List<List<Token>> selects = selects(tokens.subList(open + 1, close));
        if (selects.size() > 1 && isCalled(tokens, open, close, name)) {
          found = selects;
          times++;
        }
      }
    }
    if (times != 1 || found.size() != branches) {
      return List.of();
    }
    List<RewrittenText.Edit> edits = new ArrayList<>();
    for (int i = 0; i < branches; i++) {
      if (i != branch) {
        List<Token> select = found.get(i);
        int to = select.get(select.size() - 1).end();
        edits.addAll(WhereText.with(select, to, "false AND (", ")"));
      }
    }
    return edits;
  }

  /** {@code (…) [AS] name}, or {@code name [(columns)] AS [[NOT] MATERIALIZED] (…)}. */
  private static boolean isCalled(List<Token> tokens, int open, int close, String name) {
    int after = close + 1 < tokens.size() && tokens.get(close + 1).isWord("as") ? 2 : 1;
    if (close + after < tokens.size() && isNamed(tokens.get(close + after), name)) {
      return true;
    }
    int before = open - 1;
    while (before > 0
        && (tokens.get(before).isWord("materialized") || tokens.get(before).isWord("not"))) {
      before--;
    }
    if (before < 1 || !tokens.get(before).isWord("as")) {
      return false;
    }
    before--;
    if (tokens.get(before).isSymbol(")")) {
      while (!tokens.get(before).isSymbol("(")) {
        before--;
      }
      before--;
    }
    return before >= 0 && isNamed(tokens.get(before), name);
  }

  private static boolean isNamed(Token token, String name) {
    return token.isName() && token.value().equals(name);
  }

  /** The SELECTs that UNION ALL puts together, in order; those in brackets too. */
  private static List<List<Token>> selects(List<Token> body) {
    List<List<Token>> selects = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i + 1 < body.size(); i++) {
      depth += TokenCursor.nesting(body.get(i));
      if (depth == 0 && body.get(i).isWord("union") && body.get(i + 1).isWord("all")) {
        selects.addAll(bare(body.subList(from, i)));
        from = i + 2;
      }
    }
    if (from == 0) {
      return body.isEmpty() ? List.of() : List.of(body);
    }
    selects.addAll(bare(body.subList(from, body.size())));
    return selects;
  }

  /** Without brackets around it. */
  private static List<List<Token>> bare(List<Token> select) {
    boolean bracketed =
        !select.isEmpty()
            && select.get(0).isSymbol("(")
            && TokenCursor.close(select, 0) == select.size() - 1;
    return bracketed ? selects(select.subList(1, select.size() - 1)) : List.of(select);
  }
}
