package dev.crossfade.operator.process;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a verb has from its process.
 *
 * @param environment the value of a variable, null if it is not set
 * @param colours whether standard output is a terminal that shows colours
 */
public record Surroundings(
    Function<String, @Nullable String> environment, Interruption interruption, boolean colours) {

  /** Those of this process. */
  public static Surroundings ofProcess() {
    return new Surroundings(
        System::getenv,
        new Interruption(),
        picocli.CommandLine.Help.Ansi.AUTO.enabled() && System.getenv("NO_COLOR") == null);
  }
}
