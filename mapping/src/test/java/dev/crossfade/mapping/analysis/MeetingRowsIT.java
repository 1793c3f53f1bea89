package dev.crossfade.mapping.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.mapping.compilation.CompiledMapping;
import dev.crossfade.mapping.compilation.Explanation;
import dev.crossfade.mapping.plan.MappedStatement;
import dev.crossfade.mapping.plan.PlanJson;
import dev.crossfade.mapping.plan.PlanNode;
import dev.crossfade.mapping.problems.Problem;
import dev.crossfade.schemas.OldTable;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is made of statements in which rows meet. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MeetingRowsIT {

  private Databases databases;

  @BeforeAll
  void create() {
    databases =
        Databases.with(
            """
            CREATE TABLE customers (id int PRIMARY KEY, email text NOT NULL UNIQUE, name text, boss int);
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id int, total numeric(10,2), note text);
            CREATE TABLE lines (order_id bigint, n int, item int, count int NOT NULL, PRIMARY KEY (order_id, n));
            CREATE TABLE items (id smallint PRIMARY KEY, title text, tags text);
            """,
            """
            CREATE TABLE sales (id bigint PRIMARY KEY, who text, boss text);
            CREATE TABLE parts (order_id bigint, n int, title text, PRIMARY KEY (order_id, n));
            """);
  }

  @AfterAll
  void drop() {
    databases.close();
  }

  @Test
  void aChildMeetsItsParentsOneAfterAnother() throws SQLException {
    MappedStatement statement =
        compile(
            """
            INSERT INTO sales (id, who, boss)
            SELECT o.id, c.name, coalesce(b.name, '-')
            FROM orders o
            JOIN customers c ON c.id = o.customer_id AND o.total > 10
            LEFT JOIN customers b ON b.id = c.boss AND b.name <> 'x'
            WHERE c.email LIKE '%@%'""");

    assertThat(statement.direct()).isFalse();
    assertThat(statement.steps()).isEqualTo(2);
    PlanNode.Join second = (PlanNode.Join) statement.rows();
    PlanNode.Join first = (PlanNode.Join) second.left().input();
    assertThat(second.kind()).isEqualTo(PlanNode.JoinKind.LEFT);
    assertThat(second.right().input()).isInstanceOf(PlanNode.Filter.class);
    assertThat(first.left().input()).isInstanceOf(PlanNode.Filter.class);
    assertThat(first.right().input()).isInstanceOf(PlanNode.Filter.class);
    assertThat(first.right().columns())
        .extracting(PlanNode.Kept::name)
        .containsExactlyInAnyOrder("name", "boss");
    assertThat(statement.verification().originKey())
        .extracting(o -> o.sql())
        .containsExactly("\"o\".\"id\"");
    assertThat(statement.verification().select())
        .contains("WHERE /*crossfade(*/( c.email LIKE '%@%'\n)/*)crossfade*/");
  }

  @Test
  void aParentWithItsChildrenIsToldApartByBoth() throws SQLException {
    MappedStatement statement =
        compile(
            """
            INSERT INTO parts (order_id, n, title)
            SELECT o.id, coalesce(l.n, 0), o.note FROM orders o LEFT JOIN lines l ON l.order_id = o.id""");

    PlanNode.Join join = (PlanNode.Join) statement.rows();
    assertThat(join.driver()).isEqualTo(PlanNode.Driver.BOTH);
    assertThat(statement.verification().originKey())
        .extracting(o -> o.sql())
        .containsExactly(
            "CASE WHEN \"l\".\"order_id\" IS NULL THEN \"o\".\"id\" END",
            "\"l\".\"order_id\"",
            "\"l\".\"n\"");
  }

  @Test
  void tablesMeetByWhereByUsingAndByKeysOfOtherWidths() throws SQLException {
    MappedStatement statement =
        compile(
            """
            INSERT INTO parts (order_id, n, title)
            SELECT l.order_id, l.n, i.title FROM lines l, items i WHERE i.id = l.item AND l.count > 0""");

    PlanNode.Join join = (PlanNode.Join) statement.rows();
    assertThat(join.keys().get(0).right().type().base()).isEqualTo("int4");
    assertThat(join.driver()).isEqualTo(PlanNode.Driver.LEFT);
    assertThat(join.left().input()).isInstanceOf(PlanNode.Filter.class);
  }

  @Test
  void aUniqueColumnIsAKeyToJoinBy() throws SQLException {
    MappedStatement statement =
        compile(
            """
            INSERT INTO sales (id, who)
            SELECT o.id, c.name FROM customers c JOIN orders o ON o.note = c.email""");

    assertThat(((PlanNode.Join) statement.rows()).driver()).isEqualTo(PlanNode.Driver.RIGHT);
  }

  @Test
  void everyTableThatMeetsOthersIsReadWithTheRowBefore() throws SQLException {
    CompiledMapping mapping =
        mapping(
            "INSERT INTO sales (id, who) SELECT o.id, c.name FROM orders o JOIN customers c ON c.id = o.customer_id");

    assertThat(mapping.oldTables())
        .extracting(OldTable::identity)
        .containsOnly(OldTable.Identity.FULL);
    assertThat(PlanJson.read(PlanJson.write(mapping.statements()))).isEqualTo(mapping.statements());
    assertThat(mapping.plan(1, 1, java.util.Map.of()).stepTopics())
        .containsExactly("crossfade.shop.g1.step.0.0");
    assertThat(String.join("\n", new Explanation(mapping).statements()))
        .contains("meet", "orders", "customers");
  }

  @Test
  void groupsKeepWhatTheirAggregatesRead() throws SQLException {
    MappedStatement statement =
        compile(
            """
            INSERT INTO sales (id, who, boss)
            SELECT o.customer_id + 1, count(*) || '/' || sum(o.total) FILTER (WHERE o.total > 0),
                   string_agg(o.note, ',' ORDER BY o.id)
            FROM orders o
            WHERE o.customer_id IS NOT NULL
            GROUP BY o.customer_id + 1
            HAVING count(*) > 1""");

    PlanNode.Filter having = (PlanNode.Filter) statement.rows();
    PlanNode.Aggregate group = (PlanNode.Aggregate) having.input();
    assertThat(group.aggregates())
        .extracting(PlanNode.AggregateCall::function)
        .containsExactly("count()", "sum(numeric)", "string_agg(text,text)");
    assertThat(group.input().input()).isInstanceOf(PlanNode.Filter.class);
    assertThat(statement.verification().originKey())
        .extracting(o -> o.sql())
        .containsExactly("(o.customer_id + 1)");
    assertThat(statement.verification().select())
        .contains("WHERE /*crossfade(*/( o.customer_id IS NOT NULL");
  }

  @Test
  void aColumnThatFollowsFromTheKeysIsAKeyToo() throws SQLException {
    MappedStatement statement =
        compile(
            """
            INSERT INTO sales (id, who, boss)
            SELECT c.id, c.name, count(o.id)::text
            FROM customers c LEFT JOIN orders o ON o.customer_id = c.id GROUP BY c.id""");

    assertThat(((PlanNode.Aggregate) statement.rows()).keys()).hasSize(2);
    assertThat(statement.verification().originKey())
        .extracting(o -> o.sql())
        .containsExactly("\"c\".\"id\"", "\"c\".\"name\"");
  }

  @Test
  void distinctRowsAreGroupsWithoutAggregates() throws SQLException {
    MappedStatement statement =
        compile(
            "INSERT INTO sales (id, who) SELECT DISTINCT o.customer_id AS c, upper(o.note) FROM orders o");

    PlanNode.Aggregate group = (PlanNode.Aggregate) statement.rows();
    assertThat(group.aggregates()).isEmpty();
    assertThat(statement.verification().originKey())
        .extracting(o -> o.sql())
        .containsExactly("\"o\".\"customer_id\"", "(upper(o.note))");
  }

  @Test
  void scalarSubqueriesAreLeftJoins() throws SQLException {
    MappedStatement statement =
        compile(
            """
            INSERT INTO sales (id, who, boss)
            SELECT o.id, (SELECT coalesce(c.name, '?') FROM customers c WHERE c.id = o.customer_id),
                   (SELECT count(*) FROM lines l WHERE l.order_id = o.id AND l.count > 0)::text
            FROM orders o WHERE o.total > 0""");

    PlanNode.Join second = (PlanNode.Join) statement.rows();
    PlanNode.Join first = (PlanNode.Join) second.left().input();
    assertThat(second.right().input()).isInstanceOf(PlanNode.Aggregate.class);
    assertThat(first.kind()).isEqualTo(PlanNode.JoinKind.LEFT);
    assertThat(first.left().input()).isInstanceOf(PlanNode.Filter.class);
    assertThat(statement.verification().originKey())
        .extracting(o -> o.sql())
        .containsExactly("\"o\".\"id\"");
  }

  @Test
  void existsAndInAreSemiJoins() throws SQLException {
    MappedStatement statement =
        compile(
            """
            INSERT INTO sales (id, who)
            SELECT o.id, o.note FROM orders o
            WHERE EXISTS (SELECT 1 FROM lines l WHERE l.order_id = o.id AND l.count > 2)
              AND NOT EXISTS (SELECT FROM items i WHERE i.title = o.note)
              AND o.customer_id IN (SELECT c.id FROM customers c WHERE c.boss IS NULL)
              AND o.total > 0""");

    PlanNode.Join in = (PlanNode.Join) statement.rows();
    PlanNode.Join not = (PlanNode.Join) in.left().input();
    PlanNode.Join exists = (PlanNode.Join) not.left().input();
    assertThat(List.of(in.kind(), not.kind(), exists.kind()))
        .containsExactly(PlanNode.JoinKind.SEMI, PlanNode.JoinKind.ANTI, PlanNode.JoinKind.SEMI);
    assertThat(exists.left().input()).isInstanceOf(PlanNode.Filter.class);
    assertThat(exists.right().input()).isInstanceOf(PlanNode.Filter.class);
  }

  @Test
  void subqueriesAndWithAreInlined() throws SQLException {
    MappedStatement one =
        compile(
            "INSERT INTO sales (id, who) SELECT q.i, q.w FROM (SELECT o.id AS i, o.note AS w FROM orders o) q");
    MappedStatement other =
        compile(
            """
            INSERT INTO sales (id, who)
            WITH big AS (SELECT o.id, o.customer_id FROM orders o WHERE o.total > 100),
                 totals AS (SELECT l.order_id, count(*) AS n FROM lines l GROUP BY l.order_id)
            SELECT b.id, coalesce(t.n, 0)::text FROM big b LEFT JOIN totals t ON t.order_id = b.id""");

    assertThat(one.direct()).isTrue();
    PlanNode.Join join = (PlanNode.Join) other.rows();
    assertThat(join.right().input()).isInstanceOf(PlanNode.Aggregate.class);
    assertThat(other.verification().originKey())
        .extracting(o -> o.sql())
        .containsExactly("\"b\".\"id\"");
  }

  @Test
  void theBranchesOfAUnionAllAreStatementsOfTheirOwn() throws SQLException {
    CompiledMapping mapping =
        mapping(
            """
            INSERT INTO sales (id, who)
            SELECT o.id, o.note FROM orders o
            UNION ALL
            SELECT c.id, c.name FROM customers c JOIN items i ON i.id = c.boss
            ON CONFLICT (id) DO UPDATE""");

    assertThat(mapping.statements())
        .extracting(s -> s.number() + "/" + s.branch() + ", " + s.steps() + " steps")
        .containsExactly("1/0, 0 steps", "1/1, 1 steps");
    assertThat(mapping.statements()).noneMatch(MappedStatement::direct);
    assertThat(mapping.plan(1, 1, java.util.Map.of()).stepTopics())
        .containsExactly("crossfade.shop.g1.step.1.0");
    assertThat(
            databases
                .compile(
                    "INSERT INTO sales (id, who) SELECT o.id, o.note FROM orders o UNION ALL SELECT c.id::numeric, c.email FROM customers c")
                .problems())
        .extracting(Problem::code)
        .contains("CF053");
  }

  /** Red when MeetingCheck compares nothing, or only how many rows there are. */
  @Test
  void rowsThatMeetAreComparedWithPostgresBeforeTheyRun() throws SQLException {
    databases
        .old()
        .execute(
            """
            INSERT INTO customers SELECT i, i || '@x', 'n' || i, nullif(i % 4, 0) FROM generate_series(1, 9) i;
            INSERT INTO orders SELECT i, nullif(i % 11, 0), i * 1.5 - 3, 'note ' || i % 3 FROM generate_series(1, 40) i;
            INSERT INTO lines SELECT i % 40, i, i % 5, i % 7 FROM generate_series(1, 80) i;
            """);
    CompiledMapping mapping =
        mapping(
            """
            INSERT INTO sales (id, who, boss)
            SELECT o.id, c.name || '-' || coalesce(b.name, 'none'),
                   (SELECT count(*) || ':' || sum(l.count) FROM lines l WHERE l.order_id = o.id)
            FROM orders o
            JOIN customers c ON c.id = o.customer_id
            LEFT JOIN customers b ON b.id = c.boss AND b.name <> 'n2'
            WHERE EXISTS (SELECT 1 FROM lines l WHERE l.order_id = o.id AND l.count > 1);
            INSERT INTO parts (order_id, n, title)
            SELECT o.customer_id, count(*), string_agg(o.note, ',' ORDER BY o.total DESC, o.id) || avg(o.total)
            FROM orders o GROUP BY o.customer_id HAVING count(*) > 2;
            """);

    assertThat(check(mapping)).isEmpty();
    assertThat(check(changed(mapping, "\"none\"", "\"nobody\"")))
        .extracting(Problem::code)
        .containsExactly("CF090");
    assertThat(check(changed(mapping, "avg(numeric)", "sum(numeric)")))
        .extracting(Problem::code)
        .containsExactly("CF090");
  }

  private List<Problem> check(CompiledMapping mapping) throws SQLException {
    try (java.sql.Connection old = databases.old().connect()) {
      return DifferentialCheck.run(
          old, mapping, "mapping.sql", " ".repeat(4_000), "public", 100, java.util.Map.of());
    }
  }

  private static CompiledMapping changed(CompiledMapping mapping, String from, String to) {
    try {
      String json = PlanJson.write(mapping.statements()).toString();
      assertThat(json).contains(from);
      return new CompiledMapping(
          mapping.migration(),
          mapping.oldTables(),
          mapping.newTables(),
          PlanJson.read(
              new com.fasterxml.jackson.databind.ObjectMapper().readTree(json.replace(from, to))),
          mapping.oldServerVersion());
    } catch (com.fasterxml.jackson.core.JsonProcessingException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private MappedStatement compile(String sql) throws SQLException {
    return mapping(sql).statements().get(0);
  }

  private CompiledMapping mapping(String sql) throws SQLException {
    return new CheckedMapping(databases).compile(sql);
  }
}
