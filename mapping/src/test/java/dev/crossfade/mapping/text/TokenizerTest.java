package dev.crossfade.mapping.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.mapping.problems.Problem;
import dev.crossfade.mapping.problems.Problems;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenizerTest {

  private final Problems problems = new Problems();

  @Test
  void leavesOutCommentsThatNest() {
    assertThat(values("a /* b /* c */ d */ e -- f\n g")).containsExactly("a", "e", "g");
  }

  @Test
  void foldsNamesUnlessTheyAreQuoted() {
    assertThat(values("Case \"Case\" \"a\"\"b\" Äx")).containsExactly("case", "Case", "a\"b", "Äx");
  }

  @Test
  void tellsAParameterFromACastAndASlice() {
    List<Token> tokens = tokens("a::text = :name AND b[1:2] := 3");

    assertThat(tokens.stream().filter(t -> t.kind() == Token.Kind.PARAMETER).map(Token::value))
        .containsExactly("name");
    assertThat(tokens.stream().map(Token::value)).contains("::", ":=", ":");
  }

  @Test
  void readsStringsOfEverySpelling() {
    assertThat(strings("'a;b''c' E'it\\'s;' $$x;'y$$ $t$ $$ $t$"))
        .containsExactly("a;b'c", "it\\'s;", "x;'y", " $$ ");
  }

  @Test
  void leavesTheSignToTheNumberBehindAnOperator() {
    assertThat(values("a=-1")).containsExactly("a", "=", "-", "1");
    assertThat(values("a @-1")).containsExactly("a", "@-", "1");
    assertThat(values("1e-3 .5 2.")).containsExactly("1e-3", ".5", "2.");
  }

  @Test
  void namesWhereAnUnclosedStringBegins() {
    tokens("SELECT 1;\n  'abc");

    Problem problem = problems.sorted().get(0);
    assertThat(problem.text())
        .isEqualTo(
            "m.sql:2:3: error CF010: this string is not closed\n"
                + "    2 |   'abc\n"
                + "      |   ^\n"
                + "  hint: close it with '");
  }

  private List<Token> tokens(String sql) {
    return Tokenizer.tokens(new SourceText("m.sql", sql), problems);
  }

  private List<String> values(String sql) {
    return tokens(sql).stream().map(Token::value).toList();
  }

  private List<String> strings(String sql) {
    return tokens(sql).stream()
        .filter(t -> t.kind() == Token.Kind.STRING)
        .map(Token::value)
        .toList();
  }
}
