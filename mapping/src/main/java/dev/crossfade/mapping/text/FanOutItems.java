package dev.crossfade.mapping.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds the fan-outs that stand in a statement's own FROM, not in a subquery. */
final class FanOutItems {

  private static final Set<String> ENDS =
      Set.of("where", "group", "having", "window", "order", "limit", "offset", "fetch", "for");

  private final List<Token> tokens;
  private final List<Item> found = new ArrayList<>();

  private FanOutItems(List<Token> tokens) {
    this.tokens = tokens;
  }

  /**
   * One fan-out.
   *
   * @param open where its bracket opens: that of a call's arguments, or the one before VALUES
   * @param close where it closes
   */
  record Item(boolean values, int open, int close) {}

  /**
   * The fan-outs in the order of the text.
   *
   * @param from the tokens after the select list
   */
  static List<Item> of(List<Token> from) {
    FanOutItems items = new FanOutItems(from);
    int start = 0;
    while (start < from.size() && !from.get(start).isWord("from")) {
      start++;
    }
    items.read(start + 1, from.size());
    return items.found;
  }

  /** Reads what FROM lists, or what stands in the brackets of a join. */
  private void read(int from, int to) {
    boolean expected = true;
    int i = from;
    while (i < to) {
      Token token = tokens.get(i);
      if (token.kind() == Token.Kind.WORD && ENDS.contains(token.value())) {
        return;
      }
      if (token.isSymbol("(")) {
        int close = TokenCursor.close(tokens, i);
        if (expected) {
          bracket(i, close);
        }
        expected = false;
        i = close + 1;
      } else if (token.isSymbol(",") || token.isWord("join") || token.isWord("lateral")) {
        expected = true;
        i++;
      } else if (expected && token.isName()) {
        i = named(i);
        expected = false;
      } else {
        i++;
      }
    }
  }

  /** A subquery is none of ours; a join in brackets is read on. */
  private void bracket(int open, int close) {
    Token first = tokens.get(open + 1);
    if (first.isWord("values")) {
      found.add(new Item(true, open, close));
    } else if (!first.isWord("select") && !first.isWord("with")) {
      read(open + 1, close);
    }
  }

  /** A table or a call; where it ends. */
  private int named(int at) {
    int i = at;
    while (i + 2 < tokens.size() && tokens.get(i + 1).isSymbol(".")) {
      i += 2;
    }
    if (i + 1 < tokens.size() && tokens.get(i + 1).isSymbol("(")) {
      int close = TokenCursor.close(tokens, i + 1);
      found.add(new Item(false, i + 1, close));
      return close + 1;
    }
    return i + 1;
  }
}
