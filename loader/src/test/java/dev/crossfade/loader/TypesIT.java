package dev.crossfade.loader;

import static dev.crossfade.loader.Columns.notNull;
import static dev.crossfade.loader.Records.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.schemas.NewTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every value arrives as the text it had, by either form of COPY, straight and merged. */
class TypesIT {

  /** A column's type, the wire value sent, the text PostgreSQL shows for it. */
  private record Case(String type, @Nullable Object sent, @Nullable String shown) {}

  private static Case same(String type, String text) {
    return new Case(type, text, text);
  }

  private static final long DAY = 86_400_000_000L;

  // Red, one by one, without the special cases of NumericBinary (NaN, zero, scale, weight), the
  // epoch and its extremes in BinaryFields, the version byte of jsonb, dimensions and bounds in
  // ArrayBinary.
  private static final List<Case> BINARY =
      List.of(
          new Case("boolean", true, "t"),
          new Case("boolean", false, "f"),
          new Case("smallint", -32768, "-32768"),
          new Case("integer", Integer.MIN_VALUE, "-2147483648"),
          new Case("bigint", Long.MAX_VALUE, "9223372036854775807"),
          new Case("real", 0.1f, "0.1"),
          new Case("real", Float.NaN, "NaN"),
          new Case("double precision", -0.0d, "-0"),
          new Case("double precision", Double.NEGATIVE_INFINITY, "-Infinity"),
          new Case("double precision", 1e-300, "1e-300"),
          new Case("bytea", new byte[] {0, 9, 10, 92, (byte) 255}, "\\x00090a5cff"),
          new Case("bytea", new byte[0], "\\x"),
          new Case("date", 0, "1970-01-01"),
          new Case("date", Integer.MAX_VALUE, "infinity"),
          new Case("date", Integer.MIN_VALUE, "-infinity"),
          new Case("date", -735_614, "0046-12-17 BC"),
          new Case("timestamp without time zone", 1_500_000L, "1970-01-01 00:00:01.5"),
          new Case("timestamp without time zone", Long.MAX_VALUE, "infinity"),
          new Case("timestamp without time zone", Long.MIN_VALUE, "-infinity"),
          new Case(
              "timestamp without time zone", -735_614L * DAY + 1, "0046-12-17 00:00:00.000001 BC"),
          new Case("timestamp with time zone", -1L, "1969-12-31 23:59:59.999999+00"),
          same("text", "tab\t newline\n return\r back\\slash \\N quote' \"x\" é 🦊"),
          same("text", ""),
          new Case("text", null, null),
          same("character varying(10)", "ten chars!"),
          new Case("character(5)", "ab", "ab   "),
          same("json", "{\"b\":1, \"a\" : [1,2 ]}"),
          same("jsonb", "{\"a\": [1, 2.50, null], \"b\": \"\\\\ \\\"\"}"),
          same("uuid", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
          same("numeric", "NaN"),
          same("numeric", "Infinity"),
          same("numeric", "-Infinity"),
          same("numeric", "0"),
          same("numeric", "0.000"),
          same("numeric", "-0.0001"),
          same("numeric", "1.00"),
          same("numeric", "10000"),
          same("numeric", "100000000.00000001"),
          same("numeric", "-12345678901234567890.123456789012345678901234567890"),
          same("numeric(7,3)", "1234.500"),
          same("integer[]", "{1,NULL,-3}"),
          same("integer[]", "{}"),
          same("integer[]", "{{1,2},{3,4}}"),
          same("integer[]", "[0:1][-1:0]={{1,2},{3,NULL}}"),
          same("bigint[]", "{9223372036854775807}"),
          same("boolean[]", "{t,f,NULL}"),
          same("numeric[]", "{1.50,NaN,NULL}"),
          same("text[]", "{plain,\"a,b\",\"NULL\",NULL,\"\",\"q\\\"\\\\\",\"{}\"}"),
          same("uuid[]", "{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}"));

  // Types without a binary encoder of ours: the whole table goes as text.
  private static final List<Case> TEXT =
      List.of(
          same("inet", "10.0.0.0/8"),
          same("interval", "1 year 2 mons -3 days +04:05:06.789"),
          same("time without time zone", "24:00:00"),
          same("int4range", "[1,10)"),
          same("point", "(1.5,-2)"),
          same("bit varying(8)", "10101"),
          same("tsvector", "'a':1 'b''c':2"),
          same("xml", "<a b=\"1\">x</a>"),
          same("timestamp without time zone[]", "{\"1999-12-31 23:59:59.5\",infinity}"),
          same("character varying[]", "{a,\"b c\"}"),
          same("money", "$1,234.50"),
          same("macaddr", "08:00:2b:01:02:03"));

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void binary(boolean snapshot) throws SQLException {
    arriveAsTheyWere(BINARY, snapshot);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void textual(boolean snapshot) throws SQLException {
    List<Case> all = new ArrayList<>(BINARY);
    all.addAll(TEXT);
    arriveAsTheyWere(all, snapshot);
  }

  private static void arriveAsTheyWere(List<Case> cases, boolean snapshot) throws SQLException {
    List<NewTable.Column> columns = new ArrayList<>(List.of(notNull("id", "bigint")));
    StringBuilder ddl = new StringBuilder("CREATE TABLE samples (id bigint PRIMARY KEY");
    StringBuilder select = new StringBuilder("SELECT id");
    List<@Nullable Object> sent = new ArrayList<>(List.of(1L));
    List<@Nullable String> shown = new ArrayList<>(List.of("1"));
    for (int i = 0; i < cases.size(); i++) {
      String name = "Column " + i; // an unusual name as well
      columns.add(Columns.column(name, cases.get(i).type()));
      ddl.append(", \"").append(name).append("\" ").append(cases.get(i).type());
      select.append(", concat(\"").append(name).append("\")");
      sent.add(cases.get(i).sent());
      shown.add(cases.get(i).shown() == null ? "" : cases.get(i).shown());
    }
    NewTable samples = table("samples", columns, "id");
    try (DirectWorld world = new DirectWorld(1, List.of(samples), ddl.append(")").toString())) {
      Batches.Sent row =
          snapshot
              ? world.putSnapshot("samples", sent.toArray())
              : world.put("samples", sent.toArray());
      world.hand().write(row);
      world.database.execute(
          "ALTER DATABASE \"" + world.database.name() + "\" SET TimeZone = 'UTC'",
          "ALTER DATABASE \"" + world.database.name() + "\" SET IntervalStyle = 'postgres'",
          "ALTER DATABASE \"" + world.database.name() + "\" SET lc_monetary = 'C'");

      assertThat(world.count("crossfade.dead")).isEqualTo("0");
      assertThat(world.database.query(select + " FROM samples")).containsExactly(shown);
    }
  }
}
