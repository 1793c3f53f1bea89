package dev.crossfade.verifier.checks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one of the migration's own checks said.
 *
 * @param rows how many different rows it returned; counting stops at {@value CheckRun#ROWS_MAX}
 * @param settled false if other rows were returned at every look
 * @param failure why it could not be carried out, without values; null if it could
 * @param columns names of what it returns
 * @param examples some of the rows as text, by column; empty unless values are shown
 */
public record CheckResult(
    String name,
    String title,
    long rows,
    boolean settled,
    @Nullable String failure,
    List<String> columns,
    List<List<@Nullable String>> examples) {

  public CheckResult {
    columns = List.copyOf(columns);
    examples = List.copyOf(examples);
  }

  public boolean passed() {
    return failure == null && rows == 0;
  }
}
