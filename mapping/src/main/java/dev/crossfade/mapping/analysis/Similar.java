package dev.crossfade.mapping.analysis;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a misspelt one is likely to mean. */
final class Similar {

  private Similar() {}

  /** The nearest name, if it differs by less than half of its letters. */
  static Optional<String> to(String wanted, Collection<String> names) {
    return names.stream()
        .min(Comparator.comparingInt((String n) -> distance(wanted, n)).thenComparing(n -> n))
        .filter(n -> distance(wanted, n) * 2 < Math.max(wanted.length(), n.length()));
  }

  /** Levenshtein's, without regard to case. */
  private static int distance(String a, String b) {
    String left = a.toLowerCase(Locale.ROOT);
    String right = b.toLowerCase(Locale.ROOT);
    int[] row = new int[right.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int change = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[right.length()];
  }
}
