package dev.crossfade.mapping.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.mapping.compilation.CompiledMapping;
import dev.crossfade.mapping.compilation.Explanation;
import dev.crossfade.mapping.plan.MappedStatement;
import dev.crossfade.mapping.plan.PlanJson;
import dev.crossfade.mapping.plan.PlanNode;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** UNION ALL below a SELECT. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnionAllIT {

  private Databases databases;
  private CheckedMapping checked;

  @BeforeAll
  void create() {
    databases =
        Databases.with(
            """
            CREATE TABLE users (id int PRIMARY KEY, name text, boss int, kind varchar(9));
            CREATE TABLE moves (id bigint PRIMARY KEY, giver int, taker int, amount numeric(8,2), day smallint);
            CREATE TABLE gifts (id int PRIMARY KEY, taker bigint, amount int, note char(4));
            INSERT INTO users SELECT i, nullif('u' || i % 5, 'u4'), nullif(i % 4, 0), 'k' || i % 3 FROM generate_series(1, 14) i;
            INSERT INTO moves SELECT i, nullif(i % 7, 0), i % 5, i * 1.25 - 9, i % 9 FROM generate_series(1, 30) i;
            INSERT INTO gifts SELECT i, nullif(i % 6, 0), i - 4, 'n' || i % 3 FROM generate_series(1, 20) i;
            """,
            """
            CREATE TABLE rows (id bigint, kind text, who text, amount numeric, PRIMARY KEY (id, kind));
            CREATE TABLE totals (who bigint PRIMARY KEY, entries bigint, amount numeric, texts text);
            """);
    checked = new CheckedMapping(databases);
  }

  @AfterAll
  void drop() {
    databases.close();
  }

  /** Red when the verifier's text of a branch keeps the other branches (UnionText). */
  @Test
  void eachBranchInFromIsAWayOfItsOwn() throws SQLException {
    CompiledMapping mapping =
        checked.compile(
            """
            INSERT INTO rows (id, kind, who, amount)
            SELECT q.id, q.kind, q.who, q.amount + 1
            FROM (SELECT m.id, 'move' AS kind, m.giver::text AS who, m.amount FROM moves m WHERE m.day > 2
                  UNION ALL
                  SELECT g.id, 'gift', 'to ' || g.taker, g.amount FROM gifts g -- of smaller numbers
                 ) AS q
            WHERE q.amount > -3
            ON CONFLICT (id, kind) DO UPDATE""");

    assertThat(mapping.statements())
        .extracting(
            s -> s.number() + "/" + s.branch() + " " + s.oldTable().name() + " " + s.direct())
        .containsExactly("1/0 moves true", "1/1 gifts true");
    assertThat(checked.differences(mapping)).isEmpty();
    assertThat(PlanJson.read(PlanJson.write(mapping.statements()))).isEqualTo(mapping.statements());
    assertThat(mapping.statements().get(1).verification().select())
        .contains("WHERE false AND ( m.day > 2\n)");
  }

  @Test
  void theRowsOfEachBranchMeetOthersByThemselves() throws SQLException {
    CompiledMapping mapping =
        checked.compile(
            """
            INSERT INTO rows (id, kind, who, amount)
            WITH entries (id, who, amount, kind) AS (
              SELECT m.id, m.giver, m.amount, 'out' FROM moves m
              UNION ALL (SELECT m.id, m.taker, -m.amount, 'in' FROM moves m WHERE m.taker > 0
                         UNION ALL SELECT g.id, g.taker, g.amount, 'gift' FROM gifts g)
            )
            SELECT e.id, e.kind, u.name || coalesce(b.name, '-'), e.amount
            FROM entries e JOIN users u ON u.id = e.who LEFT JOIN users b ON b.id = u.boss
            WHERE EXISTS (SELECT 1 FROM gifts g WHERE g.taker = e.who)""");

    assertThat(mapping.statements())
        .extracting(s -> s.branch() + " " + s.oldTable().name() + " " + s.steps())
        .containsExactly("0 moves 3", "1 moves 3", "2 gifts 3");
    assertThat(checked.differences(mapping)).isEmpty();
  }

  /** Red when a branch's text keeps those between it and WITH, or loses WITH. */
  @Test
  void aWithInFrontOfBranchesBelongsToEachOfThem() throws SQLException {
    CompiledMapping mapping =
        checked.compile(
            """
            INSERT INTO rows (id, kind, who, amount)
            WITH large AS (SELECT m.id, m.giver, m.amount FROM moves m WHERE m.amount > -2),
                 named (w, n) AS (SELECT u.id, u.name FROM users u)
            SELECT l.id, 'large', l.giver::text, l.amount FROM large l WHERE l.giver > 1
            UNION ALL
            SELECT l.id, 'named', n.n, l.amount FROM large l JOIN named n ON n.w = l.giver
            UNION ALL
            SELECT g.id, 'gift', n.n || '!', g.amount::numeric(8,2) FROM gifts g JOIN named n ON n.w = g.taker
            ON CONFLICT (id, kind) DO UPDATE""");

    assertThat(mapping.statements())
        .extracting(
            s -> s.number() + "/" + s.branch() + " " + s.oldTable().name() + " " + s.steps())
        .containsExactly("1/0 moves 0", "1/1 moves 1", "1/2 gifts 1");
    assertThat(checked.differences(mapping)).isEmpty();
    assertThat(
            checked.errors(
                """
                INSERT INTO rows (id, kind, who, amount)
                WITH large AS (SELECT m.id, m.giver FROM moves m)
                SELECT l.id, 'a', 'b', 1 FROM large l
                UNION ALL
                SELECT l.id, 'c', l.nope, 1 FROM large l"""))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.place().line()).isEqualTo(5);
              assertThat(problem.place().column()).isEqualTo(19);
            });
  }

  /** Red when a group takes the first branch only, or all branches under one side. */
  @Test
  void oneGroupTakesTheRowsOfAllBranches() throws SQLException {
    CompiledMapping mapping =
        checked.compile(
            """
            INSERT INTO totals (who, entries, amount, texts)
            SELECT q.who, count(*), sum(q.amount),
                   string_agg(u.name || q.word, ',' ORDER BY q.kind COLLATE "C", q.id)
            FROM (SELECT 'out' AS kind, m.id, m.giver AS who, -m.amount AS amount, 'out' AS word FROM moves m
                  UNION ALL
                  SELECT 'in', m.id, m.taker, m.amount, m.day::text FROM moves m WHERE m.day <> 3
                  UNION ALL
                  SELECT 'gift', g.id, g.taker, g.amount, g.note FROM gifts g) AS q
            JOIN users u ON u.id = q.who
            GROUP BY q.who"""
                .replaceAll("(?s)UNION ALL\\s+SELECT g.note.*?WHERE false\\s+", ""));

    MappedStatement statement = mapping.statements().get(0);
    PlanNode.Aggregate group = (PlanNode.Aggregate) statement.rows();
    assertThat(group.branches()).hasSize(3);
    assertThat(statement.steps()).isEqualTo(4);
    assertThat(checked.differences(mapping)).isEmpty();
    assertThat(String.join("\n", new Explanation(mapping).statements()))
        .contains("moves with users and then moves with users and then gifts with users by");
  }

  @Test
  void distinctRowsOfAllBranchesAreOneGroupEach() throws SQLException {
    CompiledMapping mapping =
        checked.compile(
            """
            INSERT INTO totals (who, entries)
            SELECT DISTINCT q.who, 1 FROM (SELECT m.giver AS who FROM moves m UNION ALL SELECT g.taker FROM gifts g) q
            WHERE q.who IS NOT NULL""");

    assertThat(mapping.statements()).hasSize(1);
    assertThat(checked.differences(mapping)).isEmpty();
  }

  @Test
  void totalsOfAUnionAreLookedUp() throws SQLException {
    CompiledMapping mapping =
        checked.compile(
            """
            INSERT INTO totals (who, entries, amount)
            SELECT u.id, (SELECT count(*) FROM (SELECT m.giver AS w FROM moves m UNION ALL SELECT m.taker FROM moves m) q
                          WHERE q.w = u.id), t.amount
            FROM users u LEFT JOIN (SELECT p.w, sum(p.amount) AS amount
                                    FROM (SELECT m.giver AS w, m.amount FROM moves m
                                          UNION ALL SELECT g.taker, g.amount FROM gifts g) p
                                    GROUP BY p.w) t ON t.w = u.id""");

    assertThat(checked.differences(mapping)).isEmpty();
  }

  @Test
  void refusesWhatWouldNotBeTrue() throws SQLException {
    String union =
        "(SELECT m.id, m.giver AS w FROM moves m UNION ALL SELECT g.id, g.taker FROM gifts g)";
    assertThat(
            checked.refusals(
                "INSERT INTO totals (who, entries) SELECT u.id, q.id FROM users u LEFT JOIN "
                    + union
                    + " q ON q.w = u.id"))
        .containsExactly(
            "CF031 a row would be looked for in each branch of this UNION ALL alone, and missed in"
                + " one where another has it");
    assertThat(
            checked.refusals(
                "INSERT INTO totals (who) WITH q AS "
                    + union
                    + " SELECT a.id FROM q a JOIN users u ON u.id = a.w JOIN users v ON v.id = a.w"
                    + " WHERE a.w IN (SELECT q.w FROM q)"))
        .containsExactly(
            "CF031 a row would be looked for in each branch of this UNION ALL alone, and missed in"
                + " one where another has it");
    assertThat(
            checked.refusals(
                "INSERT INTO totals (who, entries) WITH q AS "
                    + union
                    + " SELECT a.id, t.n FROM q a JOIN (SELECT q.w, count(*) AS n FROM q GROUP BY q.w) t"
                    + " ON t.w = a.w"))
        .containsExactly("CF004 the UNION ALL q is read twice, once by its branches");
    assertThat(
            checked.refusals(
                "INSERT INTO totals (who) SELECT q.w FROM (SELECT m.giver AS w FROM moves m UNION ALL"
                    + " SELECT g.taker FROM gifts g) q"))
        .containsExactly(
            "CF035 the subquery q does not select id, by which its rows are told apart");
  }
}
