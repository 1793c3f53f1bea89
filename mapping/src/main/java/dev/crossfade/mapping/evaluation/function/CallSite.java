package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.value.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call in an expression, as the factory of its function sees it.
 *
 * @param signature with the declared types of the arguments
 * @param arguments with the types they really have
 * @param collation the input collation, null if none
 */
public record CallSite(
    String signature, List<Argument> arguments, ValueType result, @Nullable String collation) {

  /**
   * One argument.
   *
   * @param constant whether its value is the same for every row
   * @param value the constant's value, null for SQL NULL or if it is none
   */
  public record Argument(ValueType type, boolean constant, @Nullable Object value) {}

  public CallSite {
    arguments = List.copyOf(arguments);
  }

  ValueType type(int argument) {
    return arguments.get(argument).type();
  }

  /**
   * The text of an argument that must be a constant.
   *
   * @throws RefusedException if it is none, or NULL
   */
  String constantText(int argument, String what) {
    Argument a = arguments.get(argument);
    if (!a.constant() || !(a.value() instanceof String text)) {
      throw new RefusedException(signature + " needs a constant " + what);
    }
    return text;
  }

  /**
   * Whether upper and lower case are those of ASCII only.
   *
   * @throws RefusedException if the collation has its own rules: ICU's, or Turkish ones
   */
  boolean asciiCase() {
    String name = collation == null ? "C" : collation;
    if (name.equals("icu") || name.endsWith("-x-icu") || name.matches("unicode|(tr|az|lt)_.*")) {
      throw new RefusedException(
          signature + " under collation " + name + " maps letters by rules not known here");
    }
    return name.equals("C") || name.equals("POSIX") || name.equals("ucs_basic");
  }
}
