package dev.crossfade.mapping.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.mapping.compilation.Compilation;
import dev.crossfade.mapping.problems.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every call in FROM that gives rows, by PostgreSQL and by us. */
class FanOutDifferentialIT {

  /** Every pair of odd elements, and what is no array. */
  private static final String OLD =
      """
      CREATE TABLE docs (id int PRIMARY KEY, j jsonb, t json, s text, a text[]);
      INSERT INTO docs
      WITH e(n, json, plain) AS (VALUES
        (1, '1', 'a'), (2, '1.50', ''), (3, '-0.0', ' '), (4, '1E-3', 'ä,b'),
        (5, '"x"', 'a,,b'), (6, '""', ','), (7, '"\\u00e4\\n\\""', '😀;😀'), (8, '"\\ud83d\\ude00"', 'a b  c'),
        (9, 'null', 'NULL'), (10, 'true', 'a.b'), (11, '[]', E'a\\nb'), (12, '{}', ';'),
        (13, '[1,[2, null]]', 'x'), (14, '{"b": 1, "a":[2]}', 'aXbxc'))
      SELECT 100 * l.n + r.n, ('[' || l.json || ', ' || r.json || ']')::jsonb,
             ('[' || l.json || ' ,' || r.json || ' ]')::json, l.plain || r.plain,
             ARRAY[l.plain, NULL, r.plain]
      FROM e l CROSS JOIN e r
      UNION ALL SELECT n, json::jsonb, json::json, NULL, NULL FROM e
      UNION ALL SELECT 50, NULL, NULL, '', '{}'
      """;

  /** Seen red with the elements of a json array as they stand, where text is asked for. */
  @Test
  void everyCallThatGivesRowsGivesThoseThatPostgresGives() throws SQLException {
    StringBuilder tables = new StringBuilder();
    StringBuilder mapping = new StringBuilder();
    List<String> calls =
        List.of(
            "jsonb_array_elements(d.j)",
            "jsonb_array_elements_text(d.j)",
            "json_array_elements(d.t)",
            "json_array_elements_text(d.t)",
            "unnest(d.a)",
            "regexp_split_to_table(d.s, '[,;]')",
            "string_to_table(d.s, ',')",
            "string_to_table(d.s, ',', '')",
            "unnest(string_to_array(d.s, ' '))");
    for (int i = 0; i < calls.size(); i++) {
      tables
          .append("CREATE TABLE n")
          .append(i)
          .append(" (doc int, place bigint, value text, PRIMARY KEY (doc, place));\n");
      mapping
          .append("INSERT INTO n")
          .append(i)
          .append(
              " (doc, place, value) SELECT d.id, e.place, e.value::text FROM docs d CROSS JOIN LATERAL ")
          .append(calls.get(i))
          .append(" WITH ORDINALITY AS e(value, place);\n");
    }
    try (Databases databases = Databases.with(OLD, tables.toString())) {
      Compilation compilation = databases.compile(mapping.toString());
      assertThat(compilation.problems()).filteredOn(Problem::isError).isEmpty();

      try (Connection old = databases.old().connect()) {
        assertThat(
                DifferentialCheck.run(
                    old,
                    compilation.mapping().orElseThrow(),
                    "mapping.sql",
                    mapping.toString(),
                    "public",
                    1_000,
                    Map.of()))
            .isEmpty();
      }
    }
  }
}
