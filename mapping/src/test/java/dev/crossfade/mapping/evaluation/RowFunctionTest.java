package dev.crossfade.mapping.evaluation;

import static dev.crossfade.mapping.evaluation.Types.INT4;
import static dev.crossfade.mapping.evaluation.Types.INT8;
import static dev.crossfade.mapping.evaluation.Types.TEXT;
import static dev.crossfade.mapping.evaluation.Types.call;
import static dev.crossfade.mapping.evaluation.Types.column;
import static dev.crossfade.mapping.evaluation.Types.constant;
import static dev.crossfade.mapping.evaluation.Types.output;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.RowLayout;
import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.RowWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowFunctionTest {

  private static final ColumnType CASE_TYPE =
      Types.enumOf("public.\"CaseType\"", "BAN", "UNTEMPBAN");
  private static final ColumnType NEW_CASE_TYPE = Types.enumOf("public.case_type", "BAN", "UNBAN");
  private static final ColumnType VARCHAR_3 = Types.of("varchar", 7);

  private static final RowLayout OLD = Types.layout(INT8, CASE_TYPE, TEXT, Types.of("_int8"));

  private static RowView old(long id, String caseType, String reason) {
    RowWriter out = new RowWriter(64).header(OLD);
    out.putLong(id);
    out.putText(caseType);
    if (reason == null) {
      out.putNull();
    } else {
      out.putText(reason);
    }
    out.putText("{1,NULL,9007199254740993}");
    return Types.view(OLD, out);
  }

  private static Expression caseType() {
    return new Expression.Case(
        List.of(
            new Expression.When(
                call(
                    "enum_eq(anyenum,anyenum)",
                    Types.BOOL,
                    column(1, CASE_TYPE),
                    constant("UNTEMPBAN", CASE_TYPE)),
                constant("UNBAN", TEXT))),
        new Expression.ViaText(column(1, CASE_TYPE), TEXT, 3),
        TEXT,
        2);
  }

  @Test
  void castsMapsAndConcatenatesAsTheMappingSays() {
    RowLayout layout = Types.layout(INT8, NEW_CASE_TYPE, TEXT);
    RowFunction function =
        RowFunction.compile(
            List.of(
                output("id", true, column(0, INT8), INT8),
                output("case_type", true, caseType(), NEW_CASE_TYPE),
                output(
                    "name",
                    false,
                    call(
                        "textcat(text,text)",
                        TEXT,
                        constant("Rank ", TEXT),
                        new Expression.ViaText(column(0, INT8), TEXT, 1)),
                    TEXT)));
    RowWriter out = new RowWriter(64).header(layout);

    assertThat(function.evaluate(rows(old(7, "UNTEMPBAN", null)), FanOutTuple.NONE, out)).isNull();

    RowView made = Types.view(layout, out);
    assertThat(made.getLong(0)).isEqualTo(7);
    assertThat(made.getText(1)).isEqualTo("UNBAN");
    assertThat(made.getText(2)).isEqualTo("Rank 7");
  }

  @Test
  void aTextThatDoesNotFitIsAnErrorWithItsColumnAndWritesNothing() {
    RowFunction function =
        RowFunction.compile(
            List.of(
                output("id", true, column(0, INT8), INT8),
                output("reason", false, column(2, TEXT), VARCHAR_3)));
    RowWriter out = new RowWriter(64);

    EvaluationError error = function.evaluate(rows(old(1, "BAN", "abcd")), FanOutTuple.NONE, out);

    assertThat(error)
        .isEqualTo(
            new EvaluationError(
                "22001", "value too long for type character varying(3)", 7, "reason"));
    assertThat(out.length()).isZero();
  }

  @Test
  void blanksBeyondTheLengthAreCutAndCharactersAreCountedNotBytes() {
    RowLayout layout = Types.layout(VARCHAR_3);
    RowFunction function =
        RowFunction.compile(List.of(output("reason", false, column(2, TEXT), VARCHAR_3)));
    for (String[] pair :
        new String[][] {{"abc  ", "abc"}, {"äö\uD83D\uDE00", "äö\uD83D\uDE00"}, {"", ""}}) {
      RowWriter out = new RowWriter(64).header(layout);

      assertThat(function.evaluate(rows(old(1, "BAN", pair[0])), FanOutTuple.NONE, out)).isNull();

      assertThat(Types.view(layout, out).getText(0)).isEqualTo(pair[1]);
    }
  }

  @Test
  void nullIntoANotNullColumnNamesTheColumn() {
    RowFunction function =
        RowFunction.compile(List.of(output("reason", true, column(2, TEXT), TEXT)));

    EvaluationError error =
        function.evaluate(rows(old(1, "BAN", null)), FanOutTuple.NONE, new RowWriter(64));

    assertThat(error.sqlState()).isEqualTo("23502");
    assertThat(error.column()).isEqualTo("reason");
  }

  @Test
  void anIntegerThatDoesNotFitRaises22003() {
    RowFunction function =
        RowFunction.compile(List.of(output("small", true, column(0, INT8), INT4)));

    EvaluationError error =
        function.evaluate(rows(old(1L << 31, "BAN", null)), FanOutTuple.NONE, new RowWriter(64));

    assertThat(error.sqlState()).isEqualTo("22003");
  }

  @Test
  void aLabelTheNewEnumLacksRaises22P02() {
    RowFunction function =
        RowFunction.compile(
            List.of(output("case_type", true, column(1, CASE_TYPE), NEW_CASE_TYPE)));

    EvaluationError error =
        function.evaluate(rows(old(1, "UNTEMPBAN", null)), FanOutTuple.NONE, new RowWriter(64));

    assertThat(error.sqlState()).isEqualTo("22P02");
  }

  @Test
  void theMissingSideOfALeftJoinIsNull() {
    RowLayout layout = Types.layout(TEXT);
    RowFunction function =
        RowFunction.compile(List.of(output("reason", false, column(2, TEXT), TEXT)));
    RowWriter out = new RowWriter(64).header(layout);

    assertThat(function.evaluate(new RowView[] {null}, FanOutTuple.NONE, out)).isNull();

    assertThat(Types.view(layout, out).isNull(0)).isTrue();
  }

  @Test
  void everyTupleOfAFanOutMakesItsOwnRow() {
    FanOutFunction fanOut =
        FanOutFunction.values(
            List.of(
                List.of(constant("0", INT4), column(0, INT8)),
                List.of(constant("1", INT4), column(0, INT8))));
    Condition first =
        Condition.compile(
            call(
                "int4eq(int4,int4)",
                Types.BOOL,
                new Expression.FanOutColumn(0, "rank", INT4, 1),
                constant("0", INT4)));
    RowView[] rows = rows(old(5, "BAN", null));

    FanOutFunction.Tuples made = fanOut.evaluate(rows, FanOutTuple.NONE);

    assertThat(made.error()).isNull();
    assertThat(made.tuples()).hasSize(2);
    assertThat(first.judge(rows, made.tuples().get(0))).isEqualTo(Condition.Plain.KEEP);
    assertThat(first.judge(rows, made.tuples().get(1))).isEqualTo(Condition.Plain.DROP);
  }

  @Test
  void aFunctionThatIsNotKnownIsRefusedByNameAndPlace() {
    assertThat(Refusals.of(call("pg_sleep(float8)", TEXT, constant("1", Types.of("float8")))))
        .get()
        .satisfies(
            refusal -> {
              assertThat(refusal.message()).contains("pg_sleep(float8)");
              assertThat(refusal.at()).isEqualTo(50);
            });
  }

  private static RowView[] rows(RowView row) {
    return new RowView[] {row};
  }
}
