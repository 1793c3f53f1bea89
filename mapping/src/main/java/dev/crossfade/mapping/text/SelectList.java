package dev.crossfade.mapping.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds the items of a select list. */
final class SelectList {

  private static final Set<String> ENDS =
      Set.of(
          "from",
          "where",
          "group",
          "having",
          "window",
          "union",
          "intersect",
          "except",
          "order",
          "limit",
          "offset",
          "fetch",
          "for");

  private SelectList() {}

  /** The items in order; empty unless the tokens begin with SELECT. */
  static List<StatementText.Item> items(List<Token> select) {
    List<StatementText.Item> items = new ArrayList<>();
    int first = first(select);
    if (first < 0) {
      return items;
    }
    int start = first + 1;
    if (start < select.size()
        && (select.get(start).isWord("all") || select.get(start).isWord("distinct"))) {
      start++;
    }
    List<Token> item = new ArrayList<>();
    int depth = 0;
    for (int i = start; i < select.size(); i++) {
      Token token = select.get(i);
      depth += TokenCursor.nesting(token);
      if (depth == 0 && endsList(select, i)) {
        break;
      }
      if (depth == 0 && token.isSymbol(",")) {
        flush(item, items);
      } else {
        item.add(token);
      }
    }
    flush(item, items);
    return items;
  }

  /** Where the SELECT itself begins, after WITH; -1 if there is none outside of brackets. */
  static int first(List<Token> select) {
    if (select.get(0).isWord("select")) {
      return 0;
    }
    int depth = 0;
    for (int i = 0; select.get(0).isWord("with") && i < select.size(); i++) {
      depth += TokenCursor.nesting(select.get(i));
      if (depth == 0 && select.get(i).isWord("select")) {
        return i;
      }
    }
    return -1;
  }

  private static boolean endsList(List<Token> select, int i) {
    Token token = select.get(i);
    boolean afterDistinct = select.get(i - 1).isWord("distinct"); // IS DISTINCT FROM
    boolean qualified = select.get(i - 1).isSymbol(".");
    return token.kind() == Token.Kind.WORD
        && ENDS.contains(token.value())
        && !qualified
        && !(token.isWord("from") && afterDistinct);
  }

  private static void flush(List<Token> item, List<StatementText.Item> items) {
    if (!item.isEmpty()) {
      items.add(new StatementText.Item(item));
      item.clear();
    }
  }
}
