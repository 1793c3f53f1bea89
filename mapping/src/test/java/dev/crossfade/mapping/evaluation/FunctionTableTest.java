package dev.crossfade.mapping.evaluation;

import static dev.crossfade.mapping.evaluation.Types.BOOL;
import static dev.crossfade.mapping.evaluation.Types.TEXT;
import static dev.crossfade.mapping.evaluation.Types.call;
import static dev.crossfade.mapping.evaluation.Types.column;
import static dev.crossfade.mapping.evaluation.Types.constant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.mapping.evaluation.function.FunctionTable;
import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.RowView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionTableTest {

  private static final ColumnType UUID = Types.of("uuid");

  @Test
  void knowsAFunctionByEverySpellingOfItsSignature() {
    assertThat(FunctionTable.supports("concat(any)")).isTrue();
    assertThat(FunctionTable.supports("concat(\"any\")")).isTrue();
    assertThat(FunctionTable.supports("pg_catalog.lower(text)")).isTrue();
    assertThat(FunctionTable.supports("public.lower(text)")).isFalse();
    assertThat(FunctionTable.supports("random()")).isFalse();
  }

  @Test
  void isWhatTheGuideLists() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "functions.md"));
    Set<String> listed = new TreeSet<>();
    Matcher row =
        Pattern.compile("\\| `([a-z0-9_.]+)` \\| ((?:`\\([^`]*\\)` ?)+)\\|").matcher(page);
    while (row.find()) {
      for (String arguments : row.group(2).split("` ?")) {
        if (!arguments.isEmpty()) {
          listed.add(row.group(1) + arguments);
        }
      }
    }

    assertThat(listed).isEqualTo(FunctionTable.signatures());
  }

  @Test
  void makesNameBasedIdentifiersAsTheExtensionDoes() {
    TextFunction function =
        TextFunction.compile(
            call(
                "public.uuid_generate_v5(uuid,text)",
                UUID,
                call("public.uuid_ns_dns()", UUID),
                constant("www.example.com", TEXT)));

    // uuidgen --sha1 --namespace @dns --name www.example.com
    assertThat(function.evaluate(new RowView[0], FanOutTuple.NONE).text())
        .isEqualTo("2ed6657d-e927-568b-95e1-2665a8aea6a2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(?=a)", "(a)\\1", "\\ya", "a{300}", "***:a", "[[.a.]]", "(?i)a", "a**", "a|", "^*"
      })
  void refusesAPatternThatMayMeanSomethingElseInJava(String pattern) {
    assertThat(Refusals.of(matches("textregexeq(text,text)", BOOL, pattern))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a|ab", "(ab)*", "a*?"})
  void refusesAPatternWhoseLongestMatchIsNotTheFirstWhereTheExtentMatters(String pattern) {
    assertThat(Refusals.of(matches("textregexeq(text,text)", BOOL, pattern))).isEmpty();
    assertThat(Refusals.of(matches("substring(text,text)", TEXT, pattern))).isPresent();
  }

  @Test
  void refusesAPatternThatIsNoConstant() {
    assertThat(Refusals.of(call("textregexeq(text,text)", BOOL, column(0, TEXT), column(1, TEXT))))
        .isPresent();
  }

  @Test
  void refusesUpperCaseUnderACollationWithRulesOfItsOwn() {
    Expression upper = new Expression.Call("upper(text)", List.of(column(0, TEXT)), "icu", TEXT, 1);

    assertThat(Refusals.of(upper)).isPresent();
  }

  private static Expression matches(String function, ColumnType type, String pattern) {
    return call(function, type, column(0, TEXT), constant(pattern, TEXT));
  }
}
