package dev.crossfade.mapping.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.databases.sqlite.SqliteCatalog;
import dev.crossfade.databases.sqlite.SqliteTypes;
import dev.crossfade.databases.sqlite.StandIn;
import dev.crossfade.mapping.compilation.Compilation;
import dev.crossfade.mapping.compilation.CompileRequest;
import dev.crossfade.mapping.compilation.LeftOut;
import dev.crossfade.mapping.plan.VerificationQuery;
import dev.crossfade.mapping.problems.Place;
import dev.crossfade.mapping.problems.Problem;
import dev.crossfade.testkit.TestDatabase;
import dev.crossfade.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The type table of SQLite against a real PostgreSQL: what the verification query gives is what
 * stands in the file, and the differential check holds our evaluator to the same, over real rows
 * and hand-made ones.
 */
class SqliteTypesIT {

  private static final String OLD =
      """
      CREATE TYPE mood AS ENUM ('calm', 'wild');
      CREATE DOMAIN degrees AS numeric(10,7);
      CREATE TABLE things (
        id uuid PRIMARY KEY, small smallint, whole integer, large bigint,
        exact numeric(10,7), angle degrees, single real, twice double precision, tri boolean,
        word text, short varchar(20), code char(4), raw bytea, day date, hour time,
        moment timestamp, instant timestamptz, span interval, doc json, docb jsonb,
        words text[], moments timestamp[], mood mood);
      """;

  private TestDatabase old;
  private TestDatabase standIn;

  @BeforeEach
  void create() {
    old = TestPostgres.shared().create("old");
    standIn = TestPostgres.shared().create("stand_in");
    old.execute(OLD);
  }

  @AfterEach
  void drop() {
    old.close();
    standIn.close();
  }

  @Test
  void everyPairOfTheTableGivesWhatItSays() throws SQLException {
    // Red where a pair of SqliteTypes is AsAssigned instead: true in place of 1, a blank for the T.
    old.execute(
        """
        INSERT INTO things VALUES ('0B0E7F1C-0000-4000-8000-00000000000A', -3, 70000,
          9007199254740993, 12.3400000, -0.5, 1.5, 0.1, true, 'ä''\\ß', 'x y', 'ab', '\\x00ff',
          '2025-10-13', '17:17:44.5', '2025-10-13 17:17:44.123456',
          '2025-10-13 19:17:44.5+02', '1 day 02:00', '{"b": 1, "a":[]}', '{"b": 1, "a":[]}',
          '{a,NULL,"b c"}', '{2025-10-13 17:17:44}', 'wild')
        """);

    assertThat(values(column -> true))
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("id TEXT", "0b0e7f1c-0000-4000-8000-00000000000a"),
                Map.entry("small INTEGER", "-3"),
                Map.entry("small REAL", "-3"),
                Map.entry("whole INTEGER", "70000"),
                Map.entry("whole NUMERIC", "70000"),
                Map.entry("large INTEGER", "9007199254740993"),
                Map.entry("large TEXT", "9007199254740993"),
                Map.entry("exact REAL", "12.34"),
                Map.entry("exact NUMERIC", "12.3400000"),
                Map.entry("exact TEXT", "12.3400000"),
                Map.entry("angle REAL", "-0.5"),
                Map.entry("single REAL", "1.5"),
                Map.entry("twice REAL", "0.1"),
                Map.entry("twice TEXT", "0.1"),
                Map.entry("tri INTEGER", "1"),
                Map.entry("tri BOOLEAN", "1"),
                Map.entry("tri NUMERIC", "1"),
                Map.entry("word TEXT", "ä'\\ß"),
                Map.entry("short VARCHAR(5)", "x y"),
                Map.entry("code TEXT", "ab"),
                Map.entry("raw BLOB", "\\x00ff"),
                Map.entry("day TEXT", "2025-10-13"),
                Map.entry("day DATE", "2025-10-13"),
                Map.entry("hour TEXT", "17:17:44.5"),
                Map.entry("moment TEXT", "2025-10-13T17:17:44.123456"),
                Map.entry("moment DATETIME", "2025-10-13T17:17:44.123456"),
                Map.entry("instant TEXT", "2025-10-13T17:17:44.5+00:00"),
                Map.entry("span TEXT", "1 day 02:00:00"),
                Map.entry("doc TEXT", "{\"b\": 1, \"a\":[]}"),
                Map.entry("docb TEXT", "{\"a\": [], \"b\": 1}"),
                Map.entry("words TEXT", "{a,NULL,\"b c\"}"),
                Map.entry("moments TEXT", "{\"2025-10-13 17:17:44\"}"),
                Map.entry("mood TEXT", "wild")));
  }

  @Test
  void falseIsZeroAndNothingThatLooksFalseBecomesNull() throws SQLException {
    old.execute(
        "INSERT INTO things (id, tri, docb, doc, exact, word, words)"
            + " VALUES (gen_random_uuid(), false, '{}', '[]', 0.00, '', '{}')");

    Map<String, @Nullable String> values = values(column -> !column.startsWith("id"));

    assertThat(values)
        .containsEntry("tri INTEGER", "0")
        .containsEntry("docb TEXT", "{}")
        .containsEntry("doc TEXT", "[]")
        .containsEntry("exact REAL", "0")
        .containsEntry("word TEXT", "")
        .containsEntry("words TEXT", "{}")
        .containsEntry("moment TEXT", null)
        .containsEntry("tri NUMERIC", null == values.get("tri NUMERIC") ? null : "0");
  }

  @Test
  void nullIsNullInEveryPair() throws SQLException {
    old.execute("INSERT INTO things (id) VALUES (gen_random_uuid())");

    assertThat(values(column -> !column.startsWith("id")).values()).containsOnlyNulls();
  }

  @Test
  void timesWithoutAnIsoFormStayWhatPostgresSays() throws SQLException {
    old.execute(
        "INSERT INTO things (id, moment, instant, day) VALUES"
            + " (gen_random_uuid(), 'infinity', '-infinity', 'infinity')");
    assertThat(values(c -> true))
        .containsEntry("moment TEXT", "infinity")
        .containsEntry("instant TEXT", "-infinity")
        .containsEntry("day TEXT", "infinity");

    old.execute(
        "DELETE FROM things",
        "INSERT INTO things (id, moment, instant, day) VALUES (gen_random_uuid(),"
            + " '0044-03-15 12:00:00 BC', '0044-03-15 12:00:00.25+00 BC', '0044-03-15 BC')");
    assertThat(values(c -> true))
        .containsEntry("moment TEXT", "0044-03-15T12:00:00 BC")
        .containsEntry("instant TEXT", "0044-03-15T12:00:00.25+00:00 BC")
        .containsEntry("day TEXT", "0044-03-15 BC");
  }

  @Test
  void whatIsNotInTheTableIsAnErrorWithAMend() throws SQLException {
    Map<String, String> mends = new LinkedHashMap<>();
    for (String pair :
        List.of(
            "exact INTEGER", "twice INTEGER", "raw TEXT", "docb JSON", "moment REAL", "id BLOB")) {
      String[] parts = pair.split(" ", 2);
      Compilation compilation =
          compile(
              "CREATE TABLE t (id TEXT PRIMARY KEY, c " + parts[1] + ")",
              "INSERT INTO t (id, c) SELECT id, " + parts[0] + " FROM things");
      Problem problem =
          compilation.problems().stream().filter(Problem::isError).findFirst().orElseThrow();
      assertThat(problem.code()).as(pair).isEqualTo("CF057");
      assertThat(problem.place().column())
          .as(pair)
          .isEqualTo("INSERT INTO t (id, c) SELECT id, ".length() + 1);
      mends.put(pair, String.valueOf(problem.hint()));
    }

    assertThat(mends.values()).allSatisfy(mend -> assertThat(mend).isNotBlank());
    assertThat(mends.get("exact INTEGER")).contains("REAL");
    assertThat(mends.get("raw TEXT")).contains("BLOB");
    assertThat(mends.get("docb JSON")).contains("TEXT");
  }

  @Test
  void aConversionLeavesGroupsAndAliasesAlone() throws SQLException {
    old.execute(
        "INSERT INTO things (id, day, moment, tri) SELECT gen_random_uuid(), '2025-01-01',"
            + " '2025-01-01 10:00'::timestamp + make_interval(hours => i), i > 1"
            + " FROM generate_series(1, 3) i");

    Compilation compilation =
        compile(
            "CREATE TABLE t (day TEXT PRIMARY KEY, last TEXT, any_true INTEGER) STRICT",
            "INSERT INTO t (day, last, any_true)"
                + " SELECT day AS d, max(moment) AS last, bool_or(tri) FROM things GROUP BY d");

    assertThat(errors(compilation)).isEmpty();
    assertThat(rows(compilation))
        .containsExactly(List.of("2025-01-01", "2025-01-01T13:00:00", "1"));
  }

  @Test
  void theStandInSaysWhoFillsAColumnAndWhatIsAKey() throws SQLException {
    String table =
        """
        CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, size INTEGER NOT NULL DEFAULT 7,
          twice INTEGER GENERATED ALWAYS AS (size * 2), note TEXT NOT NULL, loose TEXT UNIQUE COLLATE NOCASE)
        """;

    assertThat(
            errors(
                compile(
                    table,
                    "INSERT INTO t (name, note) SELECT word, word FROM things ON CONFLICT (name) DO UPDATE")))
        .isEmpty();
    assertThat(codes(compile(table, "INSERT INTO t (id, name) SELECT large, word FROM things")))
        .containsExactly("23502");
    assertThat(
            codes(
                compile(
                    table,
                    "INSERT INTO t (id, name, note, twice) SELECT large, word, word, large FROM things")))
        .containsExactly("428C9");
    assertThat(
            codes(
                compile(
                    table,
                    "INSERT INTO t (loose, name, note) SELECT word, word, word FROM things ON CONFLICT (loose) DO UPDATE")))
        .containsExactly("42P10");
  }

  @Test
  void tablesOfEveryKindStandIn() throws SQLException {
    for (String kind : List.of("", "STRICT", "WITHOUT ROWID", "STRICT, WITHOUT ROWID")) {
      Compilation compilation =
          compile(
              "CREATE TABLE t (a TEXT NOT NULL, b INT NOT NULL, c ANY, PRIMARY KEY (a, b)) " + kind,
              "INSERT INTO t (a, b, c) SELECT id, 1, 'as it is'::text FROM things");
      if (kind.contains("STRICT")) {
        assertThat(errors(compilation)).as(kind).isEmpty();
        assertThat(compilation.mapping().orElseThrow().newTables().get(0).key())
            .containsExactly("a", "b");
      } else {
        assertThat(codes(compilation)).as(kind).containsExactly("CF057"); // ANY reads numbers there
      }
    }
  }

  private interface Wanted {
    boolean column(String name);
  }

  /** By "old-column DECLARED TYPE": what the one row gives for each pair. */
  private Map<String, @Nullable String> values(Wanted wanted) throws SQLException {
    List<String> pairs =
        List.of(
            "id TEXT",
            "small INTEGER",
            "small REAL",
            "whole INTEGER",
            "whole NUMERIC",
            "large INTEGER",
            "large TEXT",
            "exact REAL",
            "exact NUMERIC",
            "exact TEXT",
            "angle REAL",
            "single REAL",
            "twice REAL",
            "twice TEXT",
            "tri INTEGER",
            "tri BOOLEAN",
            "tri NUMERIC",
            "word TEXT",
            "short VARCHAR(5)",
            "code TEXT",
            "raw BLOB",
            "day TEXT",
            "day DATE",
            "hour TEXT",
            "moment TEXT",
            "moment DATETIME",
            "instant TEXT",
            "span TEXT",
            "doc TEXT",
            "docb TEXT",
            "words TEXT",
            "moments TEXT",
            "mood TEXT");
    StringBuilder table = new StringBuilder("CREATE TABLE t (key TEXT PRIMARY KEY");
    StringBuilder columns = new StringBuilder("key");
    StringBuilder items = new StringBuilder("id");
    for (int i = 0; i < pairs.size(); i++) {
      String[] pair = pairs.get(i).split(" ", 2);
      table.append(", c").append(i).append(' ').append(pair[1]);
      columns.append(", c").append(i);
      items.append(", ").append(pair[0]);
    }
    Compilation compilation =
        compile(table + ")", "INSERT INTO t (" + columns + ") SELECT " + items + " FROM things");
    assertThat(errors(compilation)).isEmpty();
    assertThat(differences(compilation)).isEmpty();
    List<@Nullable String> row = rows(compilation).get(0);
    Map<String, @Nullable String> values = new LinkedHashMap<>();
    for (int i = 0; i < pairs.size(); i++) {
      if (wanted.column(pairs.get(i))) {
        values.put(pairs.get(i), row.get(i + 1));
      }
    }
    return values;
  }

  private Compilation compile(String sqliteTable, String mapping) throws SQLException {
    try (Connection file = DriverManager.getConnection("jdbc:sqlite::memory:");
        Statement sql = file.createStatement();
        Connection target = standIn.connect();
        Statement clear = target.createStatement();
        Connection from = old.connect()) {
      sql.execute(sqliteTable);
      clear.execute("DROP SCHEMA IF EXISTS main CASCADE");
      StandIn.make(SqliteCatalog.read(file), target);
      CompileRequest request =
          new CompileRequest(
              "shop",
              "mapping.sql",
              mapping,
              Map.of(),
              unread(mapping),
              "public",
              "main",
              new SqliteTypes(),
              true);
      return MappingCompiler.compile(request, from, target);
    }
  }

  /** The old columns that a mapping does not read. */
  private static List<LeftOut> unread(String mapping) {
    return List.of(
            "small", "whole", "large", "exact", "angle", "single", "twice", "tri", "word", "short",
            "code", "raw", "day", "hour", "moment", "instant", "span", "doc", "docb", "words",
            "moments", "mood")
        .stream()
        .filter(column -> !mapping.matches("(?s).*\\b" + column + "\\b.*"))
        .map(column -> new LeftOut("things." + column, "not read", new Place("m", 1, 1, null)))
        .toList();
  }

  private static List<Problem> errors(Compilation compilation) {
    return compilation.problems().stream().filter(Problem::isError).toList();
  }

  private static List<String> codes(Compilation compilation) {
    return errors(compilation).stream().map(Problem::code).toList();
  }

  private List<Problem> differences(Compilation compilation) throws SQLException {
    try (Connection from = old.connect()) {
      return DifferentialCheck.run(
          from, compilation.mapping().orElseThrow(), "mapping.sql", "", "public", 100, Map.of());
    }
  }

  /** What the old PostgreSQL gives for the verifier, as the columns store it. */
  private List<List<@Nullable String>> rows(Compilation compilation) throws SQLException {
    VerificationQuery query =
        compilation.mapping().orElseThrow().statements().get(0).verification();
    String stored =
        IntStream.rangeClosed(1, query.outputs().size())
            .mapToObj(
                i -> "CAST(c" + i + " AS " + query.outputs().get(i - 1).newType().display() + ")")
            .collect(Collectors.joining(", "));
    try (Connection from = old.connect();
        AnalysisSession session = AnalysisSession.begin(from);
        Statement sql = session.connection().createStatement()) {
      sql.execute("SET LOCAL search_path TO public");
      List<List<@Nullable String>> rows = new ArrayList<>();
      try (ResultSet result =
          sql.executeQuery("SELECT " + stored + " FROM (" + query.select() + ") AS given")) {
        while (result.next()) {
          List<@Nullable String> row = new ArrayList<>();
          for (int i = 1; i <= query.outputs().size(); i++) {
            row.add(result.getString(i));
          }
          rows.add(row);
        }
      }
      return rows;
    }
  }
}
