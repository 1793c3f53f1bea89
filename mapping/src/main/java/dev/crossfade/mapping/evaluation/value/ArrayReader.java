package dev.crossfade.mapping.evaluation.value;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The input function of arrays, as PostgreSQL 17 reads them; one reader, one text. */
final class ArrayReader {

  private final String text;
  private final ValueType element;
  private final List<@Nullable Object> elements = new ArrayList<>();
  private final int[] sizes = new int[PgArray.DIMENSIONS_MAX];
  private int dimensions = -1;
  private int at;

  ArrayReader(String text, ValueType element) {
    this.text = text;
    this.element = element;
  }

  PgArray read() {
    skipSpaces();
    List<int[]> bounds = bounds();
    if (at >= text.length() || text.charAt(at) != '{') {
      throw malformed();
    }
    list(0);
    skipSpaces();
    if (at < text.length()) {
      throw malformed();
    }
    if (elements.isEmpty()) {
      if (!bounds.isEmpty()) {
        throw malformed();
      }
      return PgArray.empty();
    }
    int[] shape = new int[dimensions];
    int[] lower = new int[dimensions];
    for (int d = 0; d < dimensions; d++) {
      shape[d] = sizes[d];
      lower[d] = 1;
    }
    if (!bounds.isEmpty()) {
      apply(bounds, shape, lower);
    }
    return PgArray.shaped(shape, lower, elements.toArray());
  }

  private void apply(List<int[]> bounds, int[] shape, int[] lower) {
    if (bounds.size() != dimensions) {
      throw malformed();
    }
    for (int d = 0; d < dimensions; d++) {
      long size = (long) bounds.get(d)[1] - bounds.get(d)[0] + 1;
      if (size != shape[d]) {
        throw malformed();
      }
      lower[d] = bounds.get(d)[0];
    }
  }

  /** {@code [2:4][1:2]=}; empty if there are none. */
  private List<int[]> bounds() {
    List<int[]> bounds = new ArrayList<>();
    while (at < text.length() && text.charAt(at) == '[') {
      at++;
      int first = bound();
      int lower = 1;
      int upper = first;
      if (at < text.length() && text.charAt(at) == ':') {
        at++;
        lower = first;
        upper = bound();
      }
      if (at >= text.length() || text.charAt(at++) != ']' || bounds.size() == 6) {
        throw malformed();
      }
      if (upper < lower) {
        throw new EvaluationException("2202E", "upper bound cannot be less than lower bound");
      }
      bounds.add(new int[] {lower, upper});
      skipSpaces();
    }
    if (!bounds.isEmpty()) {
      if (at >= text.length() || text.charAt(at++) != '=') {
        throw malformed();
      }
      skipSpaces();
    }
    return bounds;
  }

  private int bound() {
    int from = at;
    if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
      at++;
    }
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    try {
      return Integer.parseInt(text, from, at, 10);
    } catch (NumberFormatException notANumber) {
      throw malformed();
    }
  }

  /** One pair of braces; {@code at} stands on the opening one. */
  private void list(int depth) {
    if (depth >= PgArray.DIMENSIONS_MAX) {
      throw new EvaluationException("54000", "number of array dimensions exceeds the maximum");
    }
    at++;
    skipSpaces();
    int count = 0;
    if (peek() == '}') {
      at++;
      finish(depth, 0);
      return;
    }
    while (true) {
      skipSpaces();
      char c = peek();
      if (c == '{') {
        if (dimensions >= 0 && depth + 1 >= dimensions) {
          throw malformed();
        }
        list(depth + 1);
      } else {
        if (dimensions < 0) {
          dimensions = depth + 1;
          java.util.Arrays.fill(sizes, -1);
        }
        if (depth + 1 != dimensions) {
          throw malformed();
        }
        elements.add(item(c));
      }
      count++;
      skipSpaces();
      char next = peek();
      at++;
      if (next == '}') {
        finish(depth, count);
        return;
      }
      if (next != ',') {
        throw malformed();
      }
    }
  }

  private void finish(int depth, int count) {
    if (dimensions < 0) {
      dimensions = depth + 1;
      java.util.Arrays.fill(sizes, -1);
    }
    if (sizes[depth] < 0) {
      sizes[depth] = count;
    } else if (sizes[depth] != count) {
      throw malformed();
    }
  }

  private @Nullable Object item(char first) {
    if (first == '"') {
      String value = quoted();
      skipSpaces();
      if (peek() != ',' && peek() != '}') {
        throw malformed();
      }
      return element.parse(value);
    }
    StringBuilder word = new StringBuilder();
    int keep = 0; // trailing spaces that were not escaped are dropped
    boolean escaped = false;
    while (true) {
      char c = peek();
      if (c == ',' || c == '}') {
        break;
      }
      if (c == '{' || c == '"') {
        throw malformed();
      }
      at++;
      if (c == '\\') {
        c = peek();
        at++;
        word.append(c);
        keep = word.length();
        escaped = true;
      } else {
        word.append(c);
        if (!NumberText.isSpace(c)) {
          keep = word.length();
        }
      }
    }
    word.setLength(keep);
    if (keep == 0) {
      throw malformed();
    }
    String item = word.toString();
    return !escaped && item.equalsIgnoreCase("NULL") ? null : element.parse(item);
  }

  private String quoted() {
    StringBuilder out = new StringBuilder();
    at++;
    while (true) {
      char c = peek();
      at++;
      if (c == '"') {
        break;
      }
      if (c == '\\') {
        c = peek();
        at++;
      }
      out.append(c);
    }
    return out.toString();
  }

  private char peek() {
    if (at >= text.length()) {
      throw malformed();
    }
    return text.charAt(at);
  }

  private void skipSpaces() {
    while (at < text.length() && NumberText.isSpace(text.charAt(at))) {
      at++;
    }
  }

  private static EvaluationException malformed() {
    return new EvaluationException("22P02", "malformed array literal");
  }
}
