package dev.crossfade.mapping.evaluation;

import dev.crossfade.mapping.evaluation.function.JsonElements;
import dev.crossfade.mapping.evaluation.function.RefusedException;
import dev.crossfade.mapping.evaluation.value.PgArray;
import dev.crossfade.mapping.plan.Expression;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code unnest(array)} and {@code jsonb_array_elements(json)}, with or without ordinality. */
public final class ElementFanOut {

  private ElementFanOut() {}

  /**
   * The elements of an array of any dimensions, or of a JSON array, in order; none of NULL.
   *
   * @param asText whether the elements of a JSON array become texts
   * @throws RefusedException if the array's type is not looked into
   */
  public static FanOutFunction of(Expression array, boolean ordinality, boolean asText) {
    String base = ExpressionCompiler.typeOf(array).base();
    boolean json = base.equals("json") || base.equals("jsonb");
    if (!json && ExpressionCompiler.typeOf(array).element() == null) {
      throw new RefusedException(
          "arrays of type " + array.type().display() + " are not looked into");
    }
    Node node = new ExpressionCompiler().compile(array);
    return new FanOutFunction(
        (tuples, frame) -> {
          Object value = node.value(frame);
          if (value == null) {
            return;
          }
          List<@Nullable Object> elements =
              json ? JsonElements.of(value, asText) : Arrays.asList(((PgArray) value).elements());
          long place = 1;
          for (Object element : elements) {
            tuples.add(
                ordinality
                    ? new @Nullable Object[] {element, place}
                    : new @Nullable Object[] {element});
            place++;
          }
        });
  }
}
