package dev.crossfade.mapping.text;

/**
 * One token of SQL.
 *
 * @param start offset of its first character in the file
 * @param end offset after its last character
 * @param value an identifier's name (folded to small letters unless quoted), a string's content, a
 *     parameter's name; else the characters themselves
 */
public record Token(Kind kind, int start, int end, String value) {

  /** The kinds of tokens that matter to us. */
  public enum Kind {
    /** A keyword or unquoted name. */
    WORD,
    /** A name in double quotes. */
    QUOTED,
    /** A string constant of any spelling. */
    STRING,
    NUMBER,
    /** {@code :name}. */
    PARAMETER,
    /** An operator or a punctuation mark. */
    SYMBOL
  }

  /** Whether it is this keyword, written in any case and not quoted. */
  public boolean isWord(String keyword) {
    return kind == Kind.WORD && value.equals(keyword);
  }

  public boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && value.equals(symbol);
  }

  /** Whether it can be a name (keywords are not told apart from names). */
  public boolean isName() {
    return kind == Kind.WORD || kind == Kind.QUOTED;
  }
}
