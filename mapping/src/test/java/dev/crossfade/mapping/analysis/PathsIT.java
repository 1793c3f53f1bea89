package dev.crossfade.mapping.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.mapping.compilation.CompiledMapping;
import dev.crossfade.mapping.plan.MappedStatement;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.OldTable;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PathsIT {

  private Databases databases;

  @BeforeAll
  void create() {
    databases =
        Databases.with(
            """
            CREATE TYPE kind AS ENUM ('a', 'b');
            CREATE TABLE t (a int, b numeric, v int, w int, words int[], PRIMARY KEY (a));
            CREATE TABLE two (a int, b int, k kind, v int, PRIMARY KEY (a, b));
            CREATE TABLE texts (a varchar(5) PRIMARY KEY, v int);
            CREATE TABLE numbers (a numeric PRIMARY KEY, v int);
            CREATE TABLE floats (a float8 PRIMARY KEY, v int);
            CREATE TABLE t2 (a int PRIMARY KEY, v int);
            CREATE TABLE notes (a int PRIMARY KEY, v text);
            """,
            """
            CREATE TABLE n (id bigint PRIMARY KEY, v int);
            CREATE TABLE s (id smallint PRIMARY KEY, v int);
            CREATE TABLE x (id text PRIMARY KEY, v int);
            CREATE TABLE x3 (id varchar(3) PRIMARY KEY, v int);
            CREATE TABLE d (id numeric PRIMARY KEY, v int);
            CREATE TABLE p (id bigint, k text, v int, PRIMARY KEY (k, id));
            CREATE TABLE late (id int PRIMARY KEY, n int NOT NULL);
            CREATE TABLE ids (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code int NOT NULL UNIQUE);
            """);
  }

  @AfterAll
  void drop() {
    databases.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          true  | the key itself, wider             | INSERT INTO n (id, v) SELECT a, v FROM t
          true  | the key as text                   | INSERT INTO x (id, v) SELECT a, v FROM t
          true  | the key as numeric                | INSERT INTO d (id, v) SELECT a, v FROM t
          true  | a numeric key unchanged           | INSERT INTO d (id, v) SELECT a, v FROM numbers
          false | a numeric key as text             | INSERT INTO x (id, v) SELECT a, v FROM numbers
          false | a float key as text               | INSERT INTO x (id, v) SELECT a, v FROM floats
          true  | a text key unchanged              | INSERT INTO x (id, v) SELECT a, v FROM texts
          false | a text key cut                    | INSERT INTO x3 (id, v) SELECT a, v FROM texts
          false | a narrower integer                | INSERT INTO s (id, v) SELECT a, v FROM t
          false | a computed key                    | INSERT INTO n (id, v) SELECT a + 1, v FROM t
          false | half of the old key               | INSERT INTO n (id, v) SELECT a, v FROM two
          false | another column                    | INSERT INTO n (id, v) SELECT v, w FROM t
          true  | the key and a constant            | INSERT INTO p (id, k, v) SELECT a, 'x', v FROM t
          true  | both halves, one as text          | INSERT INTO p (id, k, v) SELECT a, b, v FROM two
          false | the key and what can change       | INSERT INTO p (id, k, v) SELECT a, v, v FROM t
          true  | a fan-out told apart              | INSERT INTO p (id, k, v) SELECT t.a, l.k, l.v FROM t CROSS JOIN LATERAL (VALUES ('v', t.v), ('w', t.w)) AS l(k, v)
          false | a fan-out with a constant twice   | INSERT INTO p (id, k, v) SELECT t.a, l.k, l.v FROM t CROSS JOIN LATERAL (VALUES ('v', t.v), ('v', t.w)) AS l(k, v)
          false | a fan-out not in the key          | INSERT INTO p (id, k, v) SELECT t.a, 'x', l.v FROM t CROSS JOIN LATERAL (VALUES ('v', t.v), ('w', t.w)) AS l(k, v)
          false | a fan-out over what can change    | INSERT INTO p (id, k, v) SELECT t.a, u.e, t.v FROM t CROSS JOIN LATERAL unnest(t.words) AS u(e)
          """)
  void choosesThePathByTheNewKey(boolean direct, String what, String sql) throws SQLException {
    MappedStatement statement = compile(sql).statements().get(0);

    assertThat(statement.direct()).as(what + ": " + statement.why()).isEqualTo(direct);
  }

  @Test
  void twoStatementsIntoOneTableAreDirectIfAConstantKeepsThemApart() throws SQLException {
    String one = "INSERT INTO p (id, k, v) SELECT a, 'x', v FROM t;";

    assertThat(compile(one + "INSERT INTO p (k, v, id) SELECT 'y', v, a FROM t2").statements())
        .extracting(MappedStatement::direct)
        .containsExactly(true, true);
    assertThat(compile(one + "INSERT INTO p (k, v, id) SELECT 'x', v, a FROM t2").statements())
        .extracting(MappedStatement::direct)
        .containsExactly(false, false);
  }

  @Test
  void asksForTheWholeRowBeforeWhereItIsNeeded() throws SQLException {
    assertThat(identity("INSERT INTO n (id, v) SELECT a, v FROM two")).isEqualTo("FULL");
    assertThat(identity("INSERT INTO p (id, k, v) SELECT a, b, v FROM two")).isEqualTo("KEY");
    // A text can be stored out of line: unchanged, the log would not carry it.
    assertThat(identity("INSERT INTO x (id, v) SELECT a, length(v) FROM notes")).isEqualTo("FULL");
  }

  @Test
  void lateReferencesTakeTheKeyOfTheStatementThatWritesTheirTable() throws SQLException {
    CompiledMapping mapping =
        compile(
            """
            INSERT INTO ids (code) SELECT v FROM t ON CONFLICT (code) DO UPDATE;
            INSERT INTO late (id, n) SELECT a, (SELECT i.id FROM new.ids i WHERE i.code = t.v) FROM t;
            """);

    NewTable ids = mapping.newTables().get(0);
    NewTable late = mapping.newTables().get(1);
    assertThat(ids.givenId()).isEqualTo("id");
    assertThat(ids.path()).isEqualTo(NewTable.Path.ARRANGED);
    assertThat(ids.feeders()).containsExactly("crossfade.shop.g1.arranged.ids");
    assertThat(late.feeders()).containsExactly("crossfade.shop.old.public.t");
    assertThat(late.columns().get(1).late().key())
        .extracting(NewTable.KeyColumn::name)
        .containsExactly("code");
    assertThat(mapping.statements().get(1).verification().select())
        .startsWith("SELECT * FROM (\nSELECT a, (t.v), \"t\".\"a\", (0)::bigint");
  }

  @Test
  void theHashChangesWithTheMappingOnly() throws SQLException {
    String one = "INSERT INTO n (id, v) SELECT a, v FROM t";

    assertThat(compile(one).hash()).isEqualTo(compile(one).hash());
    assertThat(compile(one).hash())
        .isNotEqualTo(compile("INSERT INTO n (id, v) SELECT a, v + 1 FROM t").hash());
  }

  private String identity(String sql) throws SQLException {
    OldTable table = compile(sql).oldTables().get(0);
    return table.identity().name();
  }

  private CompiledMapping compile(String sql) throws SQLException {
    return new CheckedMapping(databases).compile(sql);
  }
}
