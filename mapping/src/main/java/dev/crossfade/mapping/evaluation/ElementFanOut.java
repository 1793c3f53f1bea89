package dev.crossfade.mapping.evaluation;

import dev.crossfade.mapping.evaluation.function.RefusedException;
import dev.crossfade.mapping.evaluation.value.PgArray;
import dev.crossfade.mapping.plan.Expression;
import org.jspecify.annotations.Nullable;

/** {@code unnest(array)}, with or without ordinality. */
public final class ElementFanOut {

  private ElementFanOut() {}

  /**
   * The elements of an array of any dimensions, in order; none of NULL.
   *
   * @throws RefusedException if the array's type is not looked into
   */
  public static FanOutFunction of(Expression array, boolean ordinality) {
    if (ExpressionCompiler.typeOf(array).element() == null) {
      throw new RefusedException(
          "arrays of type " + array.type().display() + " are not looked into");
    }
    Node node = new ExpressionCompiler().compile(array);
    return new FanOutFunction(
        (tuples, frame) -> {
          PgArray value = (PgArray) node.value(frame);
          if (value == null) {
            return;
          }
          long place = 1;
          for (Object element : value.elements()) {
            tuples.add(
                ordinality
                    ? new @Nullable Object[] {element, place}
                    : new @Nullable Object[] {element});
            place++;
          }
        });
  }
}
