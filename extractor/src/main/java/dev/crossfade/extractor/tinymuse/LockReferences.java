package dev.crossfade.extractor.tinymuse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the objects that a lock names.
 *
 * <p>{@code |} binds loosest, then {@code &}, then {@code !}; an atom is {@code =#n} (is), {@code
 * +#n} (carries), {@code #n} (either), {@code @#n} (the lock of another), {@code @(#n=attr:pat)},
 * {@code #n.attr:pat}, {@code attr:pat}, a number, or {@code [function]}.
 */
final class LockReferences {

  private static final int DEPTH_MAX = 200;

  private final String text;
  private final List<Integer> found = new ArrayList<>();
  private int at;
  private int depth;

  private LockReferences(String text) {
    this.text = text;
  }

  private static final class NoLockException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** The dbrefs in the order in which they stand; empty if the text is no lock. */
  static Optional<List<Integer>> of(String text) {
    LockReferences lock = new LockReferences(text);
    try {
      lock.anyOf();
      return lock.at == text.length() ? Optional.of(lock.found) : Optional.empty();
    } catch (NoLockException wrong) {
      return Optional.empty();
    }
  }

  private void anyOf() throws NoLockException {
    allOf();
    while (take('|')) {
      allOf();
    }
  }

  private void allOf() throws NoLockException {
    one();
    while (take('&')) {
      one();
    }
  }

  private void one() throws NoLockException {
    depth++;
    if (depth > DEPTH_MAX) {
      throw new NoLockException();
    }
    if (take('!')) {
      one();
    } else if (take('(')) {
      anyOf();
      must(')');
    } else {
      atom();
    }
    depth--;
    skipBlanks();
  }

  private void atom() throws NoLockException {
    if (take('=') || take('+')) {
      dbref();
    } else if (take('@')) {
      if (take('(')) {
        dbref();
        must('=');
        pattern(")");
        must(')');
      } else {
        dbref();
      }
    } else if (peek() == '#') {
      dbref();
      if (take('.')) {
        pattern("&|)");
      }
    } else if (take('[')) {
      function();
    } else {
      pattern("&|)");
    }
  }

  private void dbref() throws NoLockException {
    must('#');
    int from = at;
    if (peek() == '-') {
      at++;
    }
    while (Character.isDigit(peek())) {
      at++;
    }
    String digits = text.substring(from, at);
    if (!digits.matches("-?[0-9]{1,9}")) {
      throw new NoLockException();
    }
    found.add(Integer.valueOf(digits));
  }

  /** A number, {@code attr} or {@code attr:pattern}; goes to the first of {@code ends}. */
  private void pattern(String ends) throws NoLockException {
    int from = at;
    while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String atom = text.substring(from, at).strip();
    if (!atom.matches("[0-9]+") && (atom.indexOf(':') <= 0)) {
      throw new NoLockException();
    }
  }

  private void function() throws NoLockException {
    int open = 1;
    while (open > 0) {
      if (at >= text.length()) {
        throw new NoLockException();
      }
      char c = text.charAt(at++);
      open += c == '[' ? 1 : c == ']' ? -1 : 0;
    }
  }

  private boolean take(char c) {
    skipBlanks();
    if (peek() != c) {
      return false;
    }
    at++;
    return true;
  }

  private void must(char c) throws NoLockException {
    if (!take(c)) {
      throw new NoLockException();
    }
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private void skipBlanks() {
    while (peek() == ' ') {
      at++;
    }
  }
}
