package dev.crossfade.operator.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table, or a column of one, named as in SQL: unquoted names are folded to small letters.
 *
 * @param column empty for the whole table
 */
public record SqlName(String table, Optional<String> column) {

  /** Reads {@code users}, {@code users.name}, {@code "Users"."Name"}; null if it is none. */
  static @Nullable SqlName parse(String text) {
    List<String> parts = parts(text.strip());
    if (parts == null || parts.size() > 2) {
      return null;
    }
    return new SqlName(
        parts.get(0), parts.size() == 2 ? Optional.of(parts.get(1)) : Optional.empty());
  }

  private static @Nullable List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int at = 0;
    while (true) {
      int end = at < text.length() && text.charAt(at) == '"' ? quoted(text, at) : plain(text, at);
      if (end <= at) {
        return null;
      }
      parts.add(unquote(text.substring(at, end)));
      if (end == text.length()) {
        return parts;
      }
      if (text.charAt(end) != '.') {
        return null;
      }
      at = end + 1;
    }
  }

  /**
   * Where the name that begins with a quote at {@code start} ends; -1 if it does not or is empty.
   */
  private static int quoted(String text, int start) {
    int at = start + 1;
    while (at < text.length()) {
      if (text.charAt(at) != '"') {
        at++;
      } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
        at += 2;
      } else {
        return at == start + 1 ? -1 : at + 1;
      }
    }
    return -1;
  }

  private static int plain(String text, int start) {
    int at = start;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || "_$".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    return at;
  }

  private static String unquote(String name) {
    return name.startsWith("\"")
        ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
        : name.toLowerCase(Locale.ROOT);
  }

  /** As it would stand in SQL, quoted. */
  @Override
  public String toString() {
    String quoted = '"' + table.replace("\"", "\"\"") + '"';
    return column.map(name -> quoted + ".\"" + name.replace("\"", "\"\"") + '"').orElse(quoted);
  }
}
