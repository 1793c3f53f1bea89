package dev.crossfade.mapping.evaluation.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.mapping.evaluation.value.EvaluationException;
import dev.crossfade.mapping.evaluation.value.ValueType;
import dev.crossfade.mapping.evaluation.value.ValueTypes;
import dev.crossfade.mapping.plan.PlanNode;
import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.KeyForm;
import dev.crossfade.schemas.RowLayout;
import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.RowWriter;
import dev.crossfade.schemas.WireType;
import dev.crossfade.testkit.Seed;
import dev.crossfade.testkit.TestDatabase;
import dev.crossfade.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every aggregate against PostgreSQL, over random groups whose rows come and go before they are
 * asked for.
 *
 * <p>Red when RunningNumeric gives the sum's own scale instead of the largest of what is left.
 */
class AggregateDifferentialIT {

  private static final long SEED = Seed.of(AggregateDifferentialIT.class);
  private static final int GROUPS = 25;

  private static final ColumnType BIGINT = type("int8");

  private static TestDatabase database;
  private static Connection connection;

  /** One aggregate of one type: its signature, its call in SQL, and what it gives. */
  private record Case(
      String signature, String type, String sql, String result, boolean distinct, boolean ordered) {
    @Override
    public String toString() {
      return sql + " of " + type;
    }
  }

  @BeforeAll
  static void connect() throws SQLException {
    database = TestPostgres.shared().create("aggregates");
    connection = database.connect();
    try (var sql = connection.createStatement()) {
      sql.execute("SET TimeZone = 'UTC'");
    }
  }

  @AfterAll
  static void close() throws SQLException {
    connection.close();
    database.close();
  }

  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (String type : List.of("int2", "int4", "int8", "numeric")) {
      String sum = type.equals("int2") || type.equals("int4") ? "int8" : "numeric";
      cases.add(new Case("sum(" + type + ")", type, "sum(v)", sum, false, false));
      cases.add(new Case("avg(" + type + ")", type, "avg(v)", "numeric", false, false));
      cases.add(new Case("sum(" + type + ")", type, "sum(DISTINCT v)", sum, true, false));
    }
    for (String type :
        List.of("int4", "numeric", "text", "date", "timestamptz", "float8", "uuid", "interval")) {
      if (!type.equals("uuid")) { // PostgreSQL has none before 18
        cases.add(new Case("min(" + type + ")", type, "min(v)", type, false, false));
        cases.add(new Case("max(" + type + ")", type, "max(v)", type, false, false));
      }
      cases.add(
          new Case(
              "array_agg(anynonarray)", type, "array_agg(v ORDER BY n)", "_" + type, false, true));
      cases.add(
          new Case("jsonb_agg(anyelement)", type, "jsonb_agg(v ORDER BY n)", "jsonb", false, true));
      cases.add(
          new Case("json_agg(anyelement)", type, "json_agg(v ORDER BY n)", "json", false, true));
      cases.add(new Case("count(\"any\")", type, "count(DISTINCT v)", "int8", true, false));
    }
    cases.add(new Case("count()", "text", "count(*)", "int8", false, false));
    cases.add(new Case("count(\"any\")", "text", "count(v)", "int8", false, false));
    cases.add(new Case("bool_and(bool)", "bool", "bool_and(v)", "bool", false, false));
    cases.add(new Case("every(bool)", "bool", "every(v)", "bool", false, false));
    cases.add(new Case("bool_or(bool)", "bool", "bool_or(v)", "bool", false, false));
    return cases;
  }

  private static List<String> values(String type) {
    return switch (type) {
      case "int2" -> List.of("0", "1", "-7", "32767", "-32768");
      case "int4" -> List.of("0", "1", "-7", "2147483647", "-2147483648");
      case "int8" -> List.of("0", "5", "9223372036854775807", "-9223372036854775808");
      case "numeric" ->
          List.of(
              "1.00",
              "2",
              "-3.5",
              "0",
              "7.000",
              "NaN",
              "Infinity",
              "-Infinity",
              "1e20",
              "0.000000001",
              "123456789012345678901234567890.123");
      case "text" -> List.of("", "a", "B", "ä", "😀", "a,b", "\"x\"", " ");
      case "date" -> List.of("2020-02-29", "infinity", "-infinity", "0044-03-15 BC");
      case "timestamptz" ->
          List.of("2020-01-01 00:00:00+00", "infinity", "1999-12-31 23:59:59.5+02");
      case "float8" -> List.of("0", "-0", "1.5", "NaN", "Infinity", "1e-300");
      case "uuid" ->
          List.of("00000000-0000-0000-0000-000000000000", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11");
      case "interval" -> List.of("1 day", "25:00:00", "-1 mon", "1 year 2 mons 3 days 04:05:06.7");
      default -> List.of("true", "false");
    };
  }

  @Test
  void everyAggregateGivesWhatPostgresGives() throws SQLException {
    List<String> differences = new ArrayList<>();
    for (Case test : cases()) {
      Random random = new Random(SEED ^ test.toString().hashCode());
      for (int group = 0; group < GROUPS; group++) {
        List<@Nullable String> rows = rows(test.type, random, random.nextInt(6));
        String ours = ours(test, rows, rows(test.type, random, random.nextInt(4)));
        String theirs = theirs(test, rows);
        if (!ours.equals(theirs)) {
          differences.add(test + " over " + rows + ": " + ours + ", PostgreSQL " + theirs);
        }
      }
    }
    assertThat(differences).as("seed %d", SEED).isEmpty();
  }

  private static List<@Nullable String> rows(String type, Random random, int count) {
    List<String> values = values(type);
    List<@Nullable String> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(random.nextInt(5) == 0 ? null : values.get(random.nextInt(values.size())));
    }
    return rows;
  }

  private static String theirs(Case test, List<@Nullable String> rows) throws SQLException {
    String value = test.type.equals("text") ? "v COLLATE \"C\"" : "v";
    try (PreparedStatement ask =
        connection.prepareStatement(
            "SELECT CASE WHEN num_nulls(a) = 0 THEN format('%s', a) END FROM (SELECT "
                + test.sql.replaceFirst("\\bv\\b", value)
                + " AS a FROM unnest(?::text[]::"
                + test.type
                + "[]) WITH ORDINALITY AS t(v, n)) AS g")) {
      ask.setArray(1, connection.createArrayOf("text", rows.toArray()));
      try (ResultSet answer = ask.executeQuery()) {
        answer.next();
        return String.valueOf(answer.getString(1));
      }
    } catch (SQLException raised) {
      return String.valueOf(raised.getSQLState());
    }
  }

  /** The rows one by one, with others that come and go, over several times of being kept. */
  private static String ours(
      Case test, List<@Nullable String> rows, List<@Nullable String> passing) {
    ColumnType type = type(test.type);
    PlanNode.AggregateCall call =
        new PlanNode.AggregateCall(
            test.signature,
            test.distinct,
            test.signature.equals("count()") ? List.of() : List.of(0),
            -1,
            test.ordered ? List.of(new PlanNode.Order(1, false, false)) : List.of(),
            type(test.result),
            -1);
    GroupAggregates aggregates = GroupAggregates.of(List.of(call), List.of(type, BIGINT));
    List<RowView> all = views(type, rows);
    List<RowView> others = views(type, passing);
    byte[] kept = change(aggregates, null, others, 1);
    kept = change(aggregates, kept, all, 1);
    kept = change(aggregates, kept, others, -1);
    aggregates.begin(kept);
    assertThat(aggregates.isEmpty()).isEqualTo(rows.isEmpty());
    if (aggregates.scans()) {
      all.forEach(aggregates::scan);
    }
    ValueType result = ValueTypes.of(type(test.result));
    RowLayout layout =
        RowLayout.of(
            "Result",
            "test",
            List.of(new RowLayout.Field("r", test.result, type(test.result).wire(), null)));
    RowWriter out = new RowWriter(64);
    try {
      aggregates.write(out.header(layout));
    } catch (EvaluationException raised) {
      return raised.sqlState();
    }
    RowView row = new RowView(layout).wrap(out.toBytes());
    return row.isNull(0) ? "null" : result.print(result.read(row, 0));
  }

  private static byte @Nullable [] change(
      GroupAggregates aggregates, byte @Nullable [] kept, List<RowView> rows, int times) {
    byte[] now = kept;
    for (RowView row : rows) {
      aggregates.begin(now);
      aggregates.change(row, times);
      now = aggregates.kept();
    }
    return now;
  }

  private static List<RowView> views(ColumnType type, List<@Nullable String> rows) {
    RowLayout layout =
        RowLayout.of(
            "Row",
            "test",
            List.of(
                new RowLayout.Field("v", type.display(), type.wire(), null),
                new RowLayout.Field("n", "bigint", WireType.LONG, null)));
    ValueType value = ValueTypes.of(type);
    List<RowView> views = new ArrayList<>();
    for (String text : rows) {
      RowWriter out = new RowWriter(64).header(layout);
      if (text == null) {
        out.putNull();
      } else {
        value.write(value.parse(text), out);
      }
      out.putLong(views.size() + 1);
      views.add(new RowView(layout).wrap(out.toBytes()));
    }
    return views;
  }

  private static ColumnType type(String base) {
    ColumnType.Kind kind = base.startsWith("_") ? ColumnType.Kind.ARRAY : ColumnType.Kind.BASE;
    return new ColumnType(
        base, base, kind, false, -1, List.of(), WireType.ofBuiltIn(base), KeyForm.EXACT);
  }
}
