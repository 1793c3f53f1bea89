package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.value.NumberText;
import org.jspecify.annotations.Nullable;

/** Steps of a text[] path into an array. */
final class JsonPaths {

  private JsonPaths() {}

  /** The index a step names, as C's {@code strtol} reads it; null if it is no integer. */
  static @Nullable Long index(String step) {
    int from = 0;
    while (from < step.length() && NumberText.isSpace(step.charAt(from))) {
      from++;
    }
    int digits = from;
    if (digits < step.length() && (step.charAt(digits) == '-' || step.charAt(digits) == '+')) {
      digits++;
    }
    for (int i = digits; i < step.length(); i++) {
      if (step.charAt(i) < '0' || step.charAt(i) > '9') {
        return null;
      }
    }
    if (digits == step.length()) {
      return null;
    }
    try {
      return (long) Integer.parseInt(step, from, step.length(), 10);
    } catch (NumberFormatException beyond) {
      return null;
    }
  }
}
