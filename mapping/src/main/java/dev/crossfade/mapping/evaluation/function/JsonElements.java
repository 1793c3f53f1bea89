package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.value.EvaluationException;
import dev.crossfade.mapping.evaluation.value.JsonText;
import dev.crossfade.mapping.evaluation.value.Jsonb;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The elements of a JSON array, as {@code jsonb_array_elements} and its kin give them. */
public final class JsonElements {

  private JsonElements() {}

  /**
   * The elements in order; as text, a string is without its quotes and null is NULL.
   *
   * @param value a {@link Jsonb}, or the text of a json
   * @throws EvaluationException 22023 if it is no array
   */
  public static List<@Nullable Object> of(Object value, boolean asText) {
    List<@Nullable Object> elements = new ArrayList<>();
    if (value instanceof Jsonb) {
      if (!(value instanceof Jsonb.Array array)) {
        throw noArray();
      }
      array.elements().forEach(e -> elements.add(asText ? JsonbFunctions.text(e) : e));
      return elements;
    }
    JsonText json = JsonText.read((String) value);
    if (json.kind() != JsonText.Kind.ARRAY) {
      throw noArray();
    }
    for (JsonText.Member member : json.members()) {
      JsonText element = member.value();
      elements.add(asText ? JsonFunctions.text(element) : element.slice());
    }
    return elements;
  }

  private static EvaluationException noArray() {
    return new EvaluationException("22023", "cannot extract elements from what is no array");
  }
}
