package dev.crossfade.mapping.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.mapping.compilation.CompiledMapping;
import dev.crossfade.mapping.plan.PlanNode;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Subqueries beside groups, DISTINCT over groups, and what groups may be made by. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GroupsIT {

  private Databases databases;
  private CheckedMapping checked;

  @BeforeAll
  void create() {
    databases =
        Databases.with(
            """
            CREATE TABLE customers (id int PRIMARY KEY, name text, city char(6), boss int, least smallint);
            CREATE TABLE orders (id bigint PRIMARY KEY, customer int, item int, price numeric(8,2), amount numeric,
                                 weight float8, took interval);
            CREATE TABLE items (id int PRIMARY KEY, owner int, title text, worth numeric(6,1));
            INSERT INTO customers SELECT i, nullif('c' || i % 5, 'c4'), 'ab' || i % 3, nullif(i % 4, 0), i % 4 FROM generate_series(1, 9) i;
            INSERT INTO orders SELECT i, nullif(i % 11, 0), i % 7, (i % 5) * 1.5, i % 3 + 0.10, i, '1 day' FROM generate_series(1, 60) i;
            INSERT INTO items SELECT i, i % 6, nullif('t' || i, 't2'), i * 0.5 FROM generate_series(1, 6) i;
            """,
            """
            CREATE TABLE totals (who bigint PRIMARY KEY, entries bigint, amount numeric, texts text);
            CREATE TABLE shown (price text, city text, entries bigint, PRIMARY KEY (price, city));
            """);
    checked = new CheckedMapping(databases);
  }

  @AfterAll
  void drop() {
    databases.close();
  }

  @Test
  void subqueriesBesideGroupsAreLookedUpByTheGroup() throws SQLException {
    CompiledMapping mapping =
        checked.compile(
            """
            INSERT INTO totals (who, entries, amount, texts)
            SELECT o.customer, count(*),
                   sum((SELECT i.worth FROM items i WHERE i.id = o.item)) + 0.5,
                   (SELECT coalesce(c.name, '?') || c.boss FROM customers c WHERE c.id = o.customer)
                   || '/' || (SELECT count(*) FROM items i WHERE i.owner = o.customer)
                   || max((SELECT i.title FROM items i WHERE i.id = o.item) COLLATE "C") FILTER (WHERE o.id > 3)
            FROM orders o
            WHERE o.customer IS NOT NULL
            GROUP BY o.customer
            HAVING count(*) > (SELECT c.least + 3 FROM customers c WHERE c.id = o.customer)""");

    assertThat(checked.differences(mapping)).isEmpty();
    assertThat(mapping.statements().get(0).verification().originKey())
        .extracting(o -> o.sql())
        .containsExactly("\"o\".\"customer\"");
  }

  /** Red when the verifier's text does not group by what follows from a primary key. */
  @Test
  void whatFollowsFromAGroupIsLookedUpToo() throws SQLException {
    CompiledMapping mapping =
        checked.compile(
            """
            INSERT INTO totals (who, entries, texts)
            SELECT c.id, count(o.id), c.city || (SELECT b.name FROM customers b WHERE b.id = c.boss)
            FROM customers c LEFT JOIN orders o ON o.customer = c.id GROUP BY c.id;
            INSERT INTO shown (price, city, entries)
            SELECT coalesce((SELECT c.city FROM customers c WHERE c.id = o.customer)::text, '-'), max(o.id)::text, count(*)
            FROM orders o GROUP BY coalesce((SELECT c.city FROM customers c WHERE c.id = o.customer)::text, '-')""");

    assertThat(checked.differences(mapping)).isEmpty();
  }

  @Test
  void distinctRowsLookUpAndDistinctRowsOfGroupsAreGroupedAgain() throws SQLException {
    CompiledMapping mapping =
        checked.compile(
            """
            INSERT INTO totals (who, entries, amount)
            SELECT DISTINCT count(*) + 100, max(o.item), 1
            FROM orders o JOIN customers c ON c.id = o.customer
            WHERE o.id > 2 GROUP BY c.city, o.item HAVING count(*) > 1
            ON CONFLICT (who) DO UPDATE;
            INSERT INTO shown (price, city)
            SELECT DISTINCT o.price::text, coalesce((SELECT c.name FROM customers c WHERE c.id = o.customer), '-')
            FROM orders o""");

    PlanNode.Aggregate distinct = (PlanNode.Aggregate) mapping.statements().get(0).rows();
    assertThat(distinct.keys()).hasSize(3);
    assertThat(checked.differences(mapping)).isEmpty();
    assertThat(mapping.statements().get(0).verification().select())
        .endsWith("ordinal) WHERE /*crossfade(*/(true)/*)crossfade*/");
  }

  /** Red when a group's key is given as it is compared (Grouping.shown). */
  @Test
  void keysWhoseEqualValuesLookTheSameMakeGroups() throws SQLException {
    CompiledMapping mapping =
        checked.compile(
            """
            INSERT INTO shown (price, city, entries)
            SELECT o.price::text, c.city || '/' || octet_length(c.city), count(*)
            FROM orders o JOIN customers c ON c.id = o.customer GROUP BY o.price, c.city;
            INSERT INTO totals (who, entries, amount, texts)
            SELECT min(o.id), count(*), o.amount::numeric(12,3), o.amount::numeric(12,3)::text
            FROM orders o GROUP BY o.amount::numeric(12,3)""");

    assertThat(checked.differences(mapping)).isEmpty();
  }

  /** Red when Grouping.beside takes a column that is no key as following from the keys. */
  @Test
  void refusesWhatWouldBeChance() throws SQLException {
    for (String key : List.of("o.amount", "o.weight", "o.took", "o.price * 2")) {
      assertThat(
              checked.refusals(
                  "INSERT INTO totals (who, entries) SELECT max(o.id), count(*) FROM orders o GROUP BY "
                      + key))
          .singleElement()
          .asString()
          .startsWith("CF037 rows cannot be grouped by a ");
    }
    assertThat(
            checked.refusals(
                """
                INSERT INTO totals (who, texts)
                SELECT max(o.id), upper((SELECT c.name FROM customers c WHERE c.id = o.customer))
                FROM orders o GROUP BY (SELECT c.name FROM customers c WHERE c.id = o.customer)"""))
        .containsExactly(
            "CF035 a subquery beside groups reads a column of their rows that they are not grouped"
                + " by");
    assertThat(
            checked.refusals(
                """
                INSERT INTO totals (who, texts)
                SELECT o.customer, (SELECT i.title FROM items i WHERE i.owner = o.customer)
                FROM orders o GROUP BY o.customer"""))
        .singleElement()
        .asString()
        .startsWith("CF035 this subquery may give several rows");
  }
}
