package dev.crossfade.mapping.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.mapping.evaluation.function.FunctionTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;

/** Where a server's functions and ours differ over random rows. */
public final class FunctionDifferences {

  /** Signatures that a server lacks, or for which it shows other digits, by what it has. */
  private static final Map<Pattern, int[]> FROM_TO =
      Map.of(
          Pattern.compile("regexp_like\\(.*"), new int[] {15, 99},
          Pattern.compile("(numeric_power|power|pow)\\(numeric.*"), new int[] {16, 99},
          Pattern.compile("jsonb?_strip_nulls\\(jsonb?,bool\\)"), new int[] {18, 99});

  /** The modifier of {@code numeric(6, -2)}. */
  private static final String NEGATIVE_SCALE = "'395266'";

  /** Errors that had another code. */
  private static final Pattern OTHER_CODE =
      Pattern.compile(".*PostgreSQL (!22023 ours !22004|!54000 ours !22023)");

  /** Before intervals had an infinity, extremes gave errors or wrapped round. */
  private static final Pattern UNBOUNDED =
      Pattern.compile("(age|timestamp(tz)?_mi|mul_d_interval|interval_(mul|div|pl|mi|um)).*");

  private FunctionDifferences() {}

  /**
   * Each difference in words; none if there is none.
   *
   * @param major the server's version
   */
  public static List<String> of(Differential differential, int major, int rows, long seed)
      throws SQLException {
    List<String> differences = new ArrayList<>();
    for (String signature : FunctionTable.signatures()) {
      if (!isOn(signature, major)) {
        continue;
      }
      for (Differential.Case test : DifferentialCases.of(differential, signature)) {
        if ((major < 17 && test.sql().contains("pg_c_utf8"))
            || (major < 15 && test.sql().contains(NEGATIVE_SCALE))) {
          continue;
        }
        boolean calm = major < 17 && UNBOUNDED.matcher(signature).matches();
        NastyValues values = new NastyValues(new Random(seed ^ signature.hashCode()), major, calm);
        List<String[]> data = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
          data.add(DifferentialCases.row(signature, test, values));
        }
        Differential.Outcome outcome = differential.run(test, data);
        outcome.differences().stream()
            .filter(each -> major >= 16 || !OTHER_CODE.matcher(each).matches())
            .limit(3)
            .forEach(each -> differences.add(test.sql() + " of " + each));
        assertThat(outcome.unsupported())
            .as("rows that %s does not read", signature)
            .isLessThan(2 + rows / 10);
      }
    }
    return differences;
  }

  private static boolean isOn(String signature, int major) {
    return FROM_TO.entrySet().stream()
        .filter(entry -> entry.getKey().matcher(signature).matches())
        .allMatch(entry -> major >= entry.getValue()[0] && major <= entry.getValue()[1]);
  }
}
