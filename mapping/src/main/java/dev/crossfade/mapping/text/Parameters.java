package dev.crossfade.mapping.text;

import dev.crossfade.mapping.problems.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Puts the values of {@code :name} into the text, each as an untyped literal. */
public final class Parameters {

  private final Map<String, String> values;

  public Parameters(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /** The edits that replace every parameter; one without a value is a problem. */
  public List<RewrittenText.Edit> edits(List<Token> tokens, SourceText source, Problems problems) {
    List<RewrittenText.Edit> edits = new ArrayList<>();
    for (Token token : tokens) {
      if (token.kind() != Token.Kind.PARAMETER) {
        continue;
      }
      if (!values.containsKey(token.value())) {
        problems.error(
            "CF015",
            source.placeOf(token.start()),
            "the parameter :" + token.value() + " has no value",
            values.isEmpty()
                ? "give it one in migration.yaml, under parameters"
                : "known parameters: " + String.join(", ", new TreeSet<>(values.keySet())));
      }
      edits.add(new RewrittenText.Edit(token.start(), token.end(), literal(token)));
    }
    return edits;
  }

  /** A parameter's value as a literal that any setting of the server reads the same. */
  public String literal(Token parameter) {
    String value = values.getOrDefault(parameter.value(), "");
    String quoted = value.replace("'", "''");
    return value.contains("\\") ? " E'" + quoted.replace("\\", "\\\\") + "'" : "'" + quoted + "'";
  }

  /** The value itself. */
  public String value(Token parameter) {
    return values.getOrDefault(parameter.value(), "");
  }
}
