package dev.crossfade.operator.config;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts the environment's values in place of <code>${NAME}</code> and <code>${NAME:-default}</code>.
 */
final class Variables {

  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\\}");

  private final Function<String, @Nullable String> environment;
  private final Problems problems;

  Variables(Function<String, @Nullable String> environment, Problems problems) {
    this.environment = environment;
    this.problems = problems;
  }

  /**
   * The text with every reference replaced; null, with a problem reported for each, if one has
   * neither a value nor a default. As in a shell, {@code :-} also covers a variable that is empty.
   */
  @Nullable String expand(YamlNode.Scalar scalar) {
    Matcher matcher = REFERENCE.matcher(scalar.text());
    StringBuilder expanded = new StringBuilder();
    boolean complete = true;
    int done = 0;
    while (matcher.find()) {
      expanded.append(scalar.text(), done, matcher.start());
      done = matcher.end();
      String value = valueOf(matcher.group(1), matcher.group(2));
      if (value == null) {
        complete = false;
        problems.error(
            "unset-variable",
            scalar.location(),
            "the environment variable " + matcher.group(1) + " is not set",
            "set it, or give a default: ${" + matcher.group(1) + ":-…}");
      } else {
        expanded.append(value);
      }
    }
    expanded.append(scalar.text().substring(done));
    return complete ? expanded.toString() : null;
  }

  /** The text with every reference taken out: what the file itself gives away. */
  static String literal(String text) {
    return REFERENCE.matcher(text).replaceAll("");
  }

  private @Nullable String valueOf(String name, @Nullable String fallback) {
    String value = environment.apply(name);
    if (fallback == null) {
      return value;
    }
    return value == null || value.isEmpty() ? fallback : value;
  }
}
