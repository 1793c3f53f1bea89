package dev.crossfade.mapping.evaluation;

import dev.crossfade.mapping.evaluation.value.EvaluationException;
import dev.crossfade.mapping.evaluation.value.ValueType;
import dev.crossfade.mapping.evaluation.value.ValueTypes;
import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.RowLayout;
import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.RowWriter;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Evaluates one expression over many rows here and in PostgreSQL, and lists where they differ. */
public final class Differential {

  /**
   * One expression.
   *
   * @param sql over {@code a[1]}, {@code a[2]} … of type text
   * @param types of its columns, by pg_type name
   * @param result type of its value
   * @param anyError where a text has two faults, PostgreSQL may name the other one
   */
  record Case(
      String sql, List<String> types, String result, Expression expression, boolean anyError) {
    Case(String sql, List<String> types, String result, Expression expression) {
      this(sql, types, result, expression, false);
    }

    boolean same(String expected, String actual) {
      boolean refused = expected != null && expected.startsWith("!");
      return (anyError && refused && actual != null && actual.startsWith("!"))
          || Objects.equals(expected, actual);
    }
  }

  /** What a run found. */
  record Outcome(int rows, int errors, int unsupported, List<String> differences) {}

  private final Connection connection;

  public Differential(Connection connection) throws SQLException {
    this.connection = connection;
    execute(
        "SET TimeZone = 'UTC'",
        "SET DateStyle = 'ISO'",
        "SET IntervalStyle = 'postgres'",
        "SET extra_float_digits = 1",
        "SET bytea_output = 'hex'",
        "CREATE EXTENSION IF NOT EXISTS \"uuid-ossp\" SCHEMA public",
        "DROP TYPE IF EXISTS public." + NastyValues.MOOD + " CASCADE",
        "CREATE TYPE public."
            + NastyValues.MOOD
            + " AS ENUM ('"
            + String.join("','", NastyValues.MOODS)
            + "')");
  }

  /** The collation that texts have by default: C if the database's locale folds ASCII only. */
  String collation() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT CASE WHEN datctype IN ('C', 'POSIX') THEN 'C' ELSE 'default' END"
                    + " FROM pg_database WHERE datname = current_database()")) {
      result.next();
      return result.getString(1);
    }
  }

  private void execute(String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  static ColumnType type(String name) {
    if (name.equals("small")) {
      return Types.INT4;
    }
    return name.equals(NastyValues.MOOD)
        ? Types.enumOf("public." + name, NastyValues.MOODS.toArray(String[]::new))
        : Types.of(name);
  }

  /** The type of an SQL expression, by pg_type name. */
  String typeOf(String sql) throws SQLException {
    String probe = "SELECT " + sql.replaceAll("a\\[\\d+\\]", "null::text");
    try (PreparedStatement statement = connection.prepareStatement(probe)) {
      String name = statement.getMetaData().getColumnTypeName(1);
      return name.contains(NastyValues.MOOD) ? NastyValues.MOOD : name;
    }
  }

  /** Runs one case over rows of text values, one list a row. */
  Outcome run(Case test, List<String[]> rows) throws SQLException {
    List<String> expected = inPostgres(test, rows);
    List<ColumnType> types = test.types().stream().map(Differential::type).toList();
    RowLayout layout = Types.layout(types.toArray(ColumnType[]::new));
    TextFunction function = TextFunction.compile(test.expression());
    RowView view = new RowView(layout);
    RowWriter writer = new RowWriter(256);
    List<String> differences = new ArrayList<>();
    int errors = 0;
    int unsupported = 0;
    for (int i = 0; i < rows.size(); i++) {
      String actual;
      try {
        write(rows.get(i), types, writer.reset().header(layout));
        view.wrap(writer.toBytes());
        TextFunction.Result result = function.evaluate(new RowView[] {view}, FanOutTuple.NONE);
        actual =
            result.error() != null
                ? "!" + result.error().sqlState()
                : result.text() == null ? null : "=" + result.text();
      } catch (EvaluationException input) {
        actual = "!" + input.sqlState();
      } catch (RuntimeException broken) {
        actual = "BROKEN " + broken;
      }
      if (actual != null && actual.startsWith("!")) {
        errors++;
      }
      if (actual != null && actual.equals("!0A000") && !actual.equals(expected.get(i))) {
        unsupported++;
      } else if (!test.same(expected.get(i), actual)) {
        differences.add(
            Arrays.toString(rows.get(i)) + " PostgreSQL " + expected.get(i) + " ours " + actual);
      }
    }
    return new Outcome(rows.size(), errors, unsupported, differences);
  }

  private static void write(String[] row, List<ColumnType> types, RowWriter writer) {
    for (int c = 0; c < row.length; c++) {
      if (row[c] == null) {
        writer.putNull();
      } else {
        ValueType type = ValueTypes.of(types.get(c));
        type.write(type.parse(row[c]), writer);
      }
    }
  }

  private List<String> inPostgres(Case test, List<String[]> rows) throws SQLException {
    String result =
        test.result().equals(NastyValues.MOOD) ? "public." + test.result() : test.result();
    execute(
        "CREATE OR REPLACE FUNCTION pg_temp.differential_try(a text[]) RETURNS text LANGUAGE plpgsql AS $f$"
            + " DECLARE r "
            + result
            + "; BEGIN r := "
            + test.sql()
            + "; RETURN CASE WHEN r IS NULL THEN NULL ELSE concat('=', r) END;"
            + " EXCEPTION WHEN OTHERS THEN RETURN '!' || SQLSTATE; END $f$");
    StringBuilder sql = new StringBuilder("SELECT pg_temp.differential_try(ARRAY[");
    StringBuilder from = new StringBuilder();
    int columns = test.types().size();
    for (int c = 0; c < columns; c++) {
      sql.append(c == 0 ? "" : ",").append("c").append(c);
      from.append(c == 0 ? "" : ",").append("?::text[]");
    }
    sql.append("]::text[]) FROM ");
    if (columns == 0) {
      sql.append("generate_series(1, ").append(rows.size()).append(") AS t(");
    } else {
      sql.append("unnest(").append(from).append(") WITH ORDINALITY AS t(");
    }
    for (int c = 0; c < columns; c++) {
      sql.append("c").append(c).append(",");
    }
    sql.append("i) ORDER BY i");
    List<String> results = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
      for (int c = 0; c < columns; c++) {
        int column = c;
        Array values =
            connection.createArrayOf("text", rows.stream().map(row -> row[column]).toArray());
        statement.setArray(c + 1, values);
      }
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          results.add(found.getString(1));
        }
      }
    }
    return results;
  }
}
