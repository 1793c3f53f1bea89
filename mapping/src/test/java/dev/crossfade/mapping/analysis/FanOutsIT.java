package dev.crossfade.mapping.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.mapping.compilation.CompiledMapping;
import dev.crossfade.mapping.compilation.Explanation;
import dev.crossfade.mapping.plan.MappedStatement;
import dev.crossfade.mapping.plan.PlanJson;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Several fan-outs in one statement. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FanOutsIT {

  private Databases databases;
  private CheckedMapping checked;

  @BeforeAll
  void create() {
    databases =
        Databases.with(
            """
            CREATE TABLE docs (id int PRIMARY KEY, lines jsonb, tags text[], words text, n smallint);
            CREATE TABLE parts (code text PRIMARY KEY, name text, price numeric(6,2));
            INSERT INTO docs SELECT i,
              CASE WHEN i % 5 > 0 THEN jsonb_build_array(
                jsonb_build_object('n', i % 3, 'parts', jsonb_build_array('p' || i % 4, 'p' || i % 3, 'p9')),
                jsonb_build_object('n', 2, 'parts', CASE WHEN i % 4 > 0 THEN jsonb_build_array('p1') ELSE '[]' END)) END,
              CASE i % 4 WHEN 0 THEN '{}' WHEN 1 THEN ARRAY['a', NULL, 'b'] WHEN 2 THEN ARRAY['c'] END,
              CASE WHEN i % 3 > 0 THEN 'x y,z' ELSE 'w' END, i % 4
            FROM generate_series(1, 24) i;
            INSERT INTO parts SELECT 'p' || i, 'part ' || i, i * 1.5 FROM generate_series(0, 3) i;
            """,
            """
            CREATE TABLE cells (doc int, i bigint, j bigint, k bigint, value text, PRIMARY KEY (doc, i, j, k));
            CREATE TABLE totals (code text PRIMARY KEY, entries bigint, docs text);
            """);
    checked = new CheckedMapping(databases);
  }

  @AfterAll
  void drop() {
    databases.close();
  }

  /** Red when a level of TupleSource forgets the tuple of the one before. */
  @Test
  void oneFanOutOverAnother() throws SQLException {
    CompiledMapping mapping =
        checked.compile(
            """
            INSERT INTO cells (doc, i, j, k, value)
            SELECT d.id, l.i, p.j, s, p.part || '/' || (l.line ->> 'n') || coalesce(t.tag, '-')
            FROM docs d
            CROSS JOIN LATERAL jsonb_array_elements(d.lines) WITH ORDINALITY AS l(line, i)
            CROSS JOIN LATERAL jsonb_array_elements_text(l.line -> 'parts') WITH ORDINALITY p(part, j)
            JOIN LATERAL generate_series(1, (l.line ->> 'n')::int) s ON s <> p.j
            LEFT JOIN LATERAL (VALUES ('a'), (p.part)) AS t(tag) ON t.tag <> 'p0' AND l.i = 1
            WHERE p.part <> 'p9' AND l.i < 5""");

    assertThat(checked.differences(mapping)).isEmpty();
    MappedStatement statement = mapping.statements().get(0);
    assertThat(statement.why())
        .isEqualTo("a LEFT JOIN LATERAL gives a row with and without tuples another key");
    assertThat(PlanJson.read(PlanJson.write(mapping.statements()))).isEqualTo(mapping.statements());
    assertThat(String.join("\n", new Explanation(mapping).statements()))
        .contains("each row over the numbers of generate_series(")
        .contains("each row over the elements of ");
  }

  @Test
  void twoFanOutsBesideEachOther() throws SQLException {
    CompiledMapping mapping =
        checked.compile(
            """
            INSERT INTO cells (doc, i, j, k, value)
            SELECT d.id, v.n, w.place, 0, w.word || v.name
            FROM docs d, LATERAL (VALUES (1, 'one'), (2, d.words)) AS v(n, name),
                 regexp_split_to_table(d.words, '[ ,]') WITH ORDINALITY AS w(word, place)
            WHERE v.name <> 'w'""");

    assertThat(mapping.statements().get(0).direct()).isFalse();
    assertThat(checked.differences(mapping)).isEmpty();
  }

  @Test
  void rowsOfSeveralFanOutsMeetOthersAndFanOutAgain() throws SQLException {
    CompiledMapping mapping =
        checked.compile(
            """
            INSERT INTO cells (doc, i, j, k, value)
            SELECT d.id, l.i, p.j, g.g, x.name || p.part
            FROM docs d
            CROSS JOIN LATERAL jsonb_array_elements(d.lines) WITH ORDINALITY l(line, i)
            CROSS JOIN LATERAL jsonb_array_elements_text(l.line -> 'parts') WITH ORDINALITY p(part, j)
            JOIN parts x ON x.code = p.part
            CROSS JOIN LATERAL generate_series(d.n, 0, -1) AS g
            WHERE x.price > 1;
            INSERT INTO totals (code, entries, docs)
            SELECT p.part, count(*), max(d.id)::text || sum(p.j)
            FROM docs d
            CROSS JOIN LATERAL jsonb_array_elements(d.lines) WITH ORDINALITY l(line, i)
            CROSS JOIN LATERAL jsonb_array_elements_text(l.line -> 'parts') WITH ORDINALITY p(part, j)
            GROUP BY p.part""");

    assertThat(checked.differences(mapping)).isEmpty();
    assertThat(mapping.statements().get(0).verification().originKey())
        .extracting(o -> o.name() + " " + o.sql())
        .containsExactly(
            "id \"d\".\"id\"",
            "ordinal ((coalesce(\"l\".\"i\", 1) - 1) * 46340 + (coalesce(\"p\".\"j\", 1) - 1))::bigint");
  }

  @Test
  void fanOutsOnBothSidesOfAJoin() throws SQLException {
    CompiledMapping mapping =
        checked.compile(
            """
            INSERT INTO cells (doc, i, j, k, value)
            SELECT q.id, q.place, t.place, 1, q.word || coalesce(t.tag, '?') || x.price
            FROM (SELECT d.id, d.tags, w.place, w.word
                  FROM docs d CROSS JOIN LATERAL string_to_table(d.words, ' ') WITH ORDINALITY w(word, place)) q
            CROSS JOIN LATERAL unnest(q.tags) WITH ORDINALITY t(tag, place)
            JOIN parts x ON x.code = 'p' || q.place""");

    assertThat(checked.differences(mapping)).isEmpty();
    assertThat(mapping.statements().get(0).verification().originKey().get(1).sql())
        .contains("\"q\".\"place\"")
        .contains("\"t\".\"place\"");
  }

  @Test
  void refusesWhatCouldNotBeCounted() throws SQLException {
    assertThat(
            checked.refusals(
                "INSERT INTO cells (doc, i, j, k) SELECT q.id, 1, 1, 1 FROM (SELECT d.id, w.word FROM docs d"
                    + " CROSS JOIN LATERAL string_to_table(d.words, ' ') AS w(word)) q"))
        .containsExactly(
            "CF035 the subquery q does not select the place of each element of w, by which its rows"
                + " are told apart");
    assertThat(
            checked.refusals(
                "INSERT INTO cells (doc, i, j, k) SELECT q.id, q.k, 1, 1 FROM (SELECT d.id, v.k FROM docs d"
                    + " CROSS JOIN LATERAL (VALUES (1), (2)) AS v(k)) q"))
        .containsExactly(
            "CF035 the subquery q does not select the place of each element of v, by which its rows"
                + " are told apart");
    List<String> fanOuts = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      fanOuts.add("unnest(d.tags) WITH ORDINALITY t" + i + "(tag, n)");
    }
    assertThat(
            checked.refusals(
                "INSERT INTO cells (doc, i, j, k) SELECT d.id, t1.n, t2.n, t3.n + t4.n FROM docs d, "
                    + String.join(", ", fanOuts)))
        .containsExactly(
            "CF030 so many fan-outs, one over the other, leave each too few elements that can be"
                + " counted");
    assertThat(
            checked.refusals(
                "INSERT INTO cells (doc, i, j, k) SELECT d.id, 1, 1, 1 FROM docs d,"
                    + " generate_series(timestamp '2020-01-01', '2020-01-02', '1 hour') g"))
        .singleElement()
        .asString()
        .startsWith("CF003 generate_series(timestamp,timestamp,interval) in FROM");
  }
}
