package dev.crossfade.mapping.text;

import java.util.List;

/** Walks over tokens. */
final class TokenCursor {

  private final List<Token> tokens;
  private int next;

  TokenCursor(List<Token> tokens) {
    this.tokens = tokens;
  }

  boolean atEnd() {
    return next >= tokens.size();
  }

  /** The token ahead; at the end an empty symbol after the last one. */
  Token peek() {
    if (next < tokens.size()) {
      return tokens.get(next);
    }
    int end = tokens.isEmpty() ? 0 : tokens.get(tokens.size() - 1).end();
    return new Token(Token.Kind.SYMBOL, end, end, "");
  }

  Token take() {
    Token token = peek();
    next++;
    return token;
  }

  boolean takeWord(String keyword) {
    if (peek().isWord(keyword)) {
      next++;
      return true;
    }
    return false;
  }

  boolean takeSymbol(String symbol) {
    if (peek().isSymbol(symbol)) {
      next++;
      return true;
    }
    return false;
  }

  int index() {
    return next;
  }

  /** 1 for an opening bracket, -1 for a closing one. */
  static int nesting(Token token) {
    if (token.isSymbol("(") || token.isSymbol("[")) {
      return 1;
    }
    return token.isSymbol(")") || token.isSymbol("]") ? -1 : 0;
  }

  /** The parenthesis that closes the one at {@code open}. */
  static int close(List<Token> tokens, int open) {
    int depth = 0;
    int i = open;
    do {
      depth += nesting(tokens.get(i));
      i++;
    } while (depth > 0);
    return i - 1;
  }
}
