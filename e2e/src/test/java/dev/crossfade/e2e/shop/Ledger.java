package dev.crossfade.e2e.shop;

import dev.crossfade.e2e.harness.Comparison;
import dev.crossfade.e2e.harness.Migration;
import java.util.List;

/** The same shop, moved by statements in which its rows meet. */
public final class Ledger {

  private static final String NEW_SCHEMA =
      """
      CREATE TABLE sale (
        id bigint PRIMARY KEY,
        buyer varchar(20) NOT NULL,
        cents bigint NOT NULL,
        status text NOT NULL
      );
      CREATE TABLE parcel (
        id bigint PRIMARY KEY,
        address text NOT NULL
      );
      CREATE TABLE city_total (
        city text PRIMARY KEY,
        orders bigint NOT NULL,
        cents numeric,
        average numeric,
        last_order smallint,
        notes text
      );
      CREATE TABLE buyer (
        id bigint PRIMARY KEY,
        name text NOT NULL,
        orders bigint NOT NULL,
        lost boolean NOT NULL
      );
      CREATE TABLE basket (
        customer_id bigint NOT NULL,
        order_id bigint NOT NULL,
        state text,
        PRIMARY KEY (customer_id, order_id)
      );
      CREATE TABLE entry (
        code text PRIMARY KEY,
        words text NOT NULL
      );
      CREATE TABLE movement (
        code text PRIMARY KEY,
        buyer varchar(20) NOT NULL,
        amount numeric NOT NULL
      );
      CREATE TABLE balance (
        place text PRIMARY KEY,
        entries bigint NOT NULL,
        amount numeric NOT NULL
      );
      CREATE TABLE word (
        order_id bigint,
        n int,
        place bigint,
        word text NOT NULL,
        buyer varchar(20) NOT NULL,
        PRIMARY KEY (order_id, n, place)
      );
      """;

  private static final String MAPPING =
      """
      INSERT INTO sale (id, buyer, cents, status)
      SELECT o.id, c.name, (o.total * 100)::bigint, o.state::text
      FROM orders o
      JOIN customer c ON c.id = o.customer_id
      WHERE o.total >= 0;

      INSERT INTO parcel (id, address)
      SELECT o.id, coalesce(c.city, 'unknown')
      FROM orders o
      LEFT JOIN customer c ON c.id = o.customer_id AND c.city <> 'City 3';

      INSERT INTO city_total (city, orders, cents, average, last_order, notes)
      SELECT coalesce(c.city, '-'), count(*), sum(o.total * 100), avg(o.total), max(o.id),
             string_agg(o.state::text, ',' ORDER BY o.id) FILTER (WHERE o.id % 10 = 0)
      FROM orders o
      JOIN customer c ON c.id = o.customer_id
      GROUP BY coalesce(c.city, '-')
      HAVING count(*) > 1;

      INSERT INTO buyer (id, name, orders, lost)
      SELECT c.id, c.name, (SELECT count(*) FROM orders o WHERE o.customer_id = c.id AND o.total > 0),
             (SELECT bool_or(o.state = 'lost') FROM orders o WHERE o.customer_id = c.id)
      FROM customer c
      WHERE EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id);

      INSERT INTO basket (customer_id, order_id, state)
      SELECT c.id, coalesce(o.id, 0), o.state::text
      FROM customer c
      LEFT JOIN orders o ON o.customer_id = c.id AND o.total > 50;

      INSERT INTO entry (code, words)
      SELECT 'order ' || o.id, o.state::text FROM orders o WHERE o.total > 100
      UNION ALL
      SELECT 'buyer ' || c.id, c.name::text FROM customer c
      UNION ALL
      SELECT 'sold ' || o.id, 'to ' || c.name
      FROM orders o JOIN customer c ON c.id = o.customer_id WHERE o.total > 200;

      INSERT INTO movement (code, buyer, amount)
      SELECT q.kind || q.id, c.name, q.amount
      FROM (SELECT 'sold ' AS kind, o.id, o.customer_id, o.total AS amount FROM orders o
            UNION ALL
            SELECT 'fee ', o.id, o.customer_id, -1 FROM orders o WHERE o.total > 100) q
      JOIN customer c ON c.id = q.customer_id;

      INSERT INTO balance (place, entries, amount)
      WITH parts AS (
        SELECT c.city, o.total AS amount FROM orders o JOIN customer c ON c.id = o.customer_id
        UNION ALL SELECT c.city, -1 FROM customer c
        UNION ALL SELECT o.state::text, 1 FROM orders o WHERE o.total > 50)
      SELECT coalesce(p.city, '-'), count(*), sum(p.amount) FROM parts p GROUP BY coalesce(p.city, '-');

      INSERT INTO word (order_id, n, place, word, buyer)
      SELECT o.id, v.n, w.place, w.word, c.name
      FROM orders o
      CROSS JOIN LATERAL (VALUES (1, o.state::text), (2, o.total::text)) AS v(n, words)
      CROSS JOIN LATERAL string_to_table(v.words, '.') WITH ORDINALITY AS w(word, place)
      JOIN customer c ON c.id = o.customer_id;
      """;

  /** Written by hand from what the mapping should mean; nothing here is read from it. */
  private static final List<Comparison> TRUTH =
      List.of(
          Comparison.byFirst(
              "sale",
              """
              SELECT id, (SELECT name FROM customer c WHERE c.id = orders.customer_id), trunc(total * 100), state
              FROM orders WHERE NOT total < 0
                AND customer_id IN (SELECT id FROM customer WHERE length(name) <= 20)
              """,
              "SELECT id, buyer, cents, status FROM sale"),
          Comparison.byFirst(
              "parcel",
              """
              SELECT id, coalesce((SELECT nullif(city, 'City 3') FROM customer c WHERE c.id = customer_id), 'unknown')
              FROM orders
              """,
              "SELECT id, address FROM parcel"),
          Comparison.byFirst(
              "city_total",
              """
              WITH bought AS (
                SELECT CASE WHEN c.city IS NULL THEN '-' ELSE c.city END AS city, o.*
                FROM customer c, orders o WHERE c.id = o.customer_id)
              SELECT city, count(1), sum(100 * total), avg(total), max(id),
                     array_to_string((array_agg(state ORDER BY id) FILTER (WHERE mod(id, 10) = 0)), ',')
              FROM bought GROUP BY 1 HAVING NOT count(*) < 2 AND max(id) <= 32767
              """,
              "SELECT city, orders, cents, average, last_order, notes FROM city_total"),
          Comparison.byFirst(
              "buyer",
              """
              SELECT c.id, c.name, count(*) FILTER (WHERE total > 0), bool_or(state = 'lost')
              FROM customer c INNER JOIN orders o ON o.customer_id = c.id GROUP BY 1, 2
              """,
              "SELECT id, name, orders, lost FROM buyer"),
          new Comparison(
              "basket",
              2,
              """
              SELECT customer_id, id, state FROM orders
                WHERE total > 50 AND customer_id IN (SELECT id FROM customer)
              UNION ALL SELECT id, 0, NULL FROM customer
                WHERE id NOT IN (SELECT customer_id FROM orders WHERE total > 50)
              """,
              "SELECT customer_id, order_id, state FROM basket"),
          Comparison.byFirst(
              "entry",
              """
              SELECT concat('order ', id), state::text FROM orders WHERE NOT total <= 100
              UNION ALL SELECT concat('buyer ', id), name FROM customer
              UNION ALL SELECT concat('sold ', o.id), concat('to ', c.name) FROM customer c, orders o
                WHERE o.customer_id = c.id AND o.total > 200
              """,
              "SELECT code, words FROM entry"),
          Comparison.byFirst(
              "movement",
              """
              SELECT concat('sold ', o.id), c.name, o.total::numeric FROM orders o, customer c
                WHERE o.customer_id = c.id AND length(c.name) <= 20
              UNION ALL SELECT concat('fee ', o.id), c.name, -1 FROM orders o, customer c
                WHERE o.customer_id = c.id AND length(c.name) <= 20 AND NOT o.total <= 100
              """,
              "SELECT code, buyer, amount FROM movement"),
          Comparison.byFirst(
              "balance",
              """
              SELECT place, sum(n), sum(amount) FROM (
                SELECT CASE WHEN c.city IS NULL THEN '-' ELSE c.city END AS place, count(o.id) + 1 AS n,
                       coalesce(sum(o.total), 0) - 1 AS amount
                FROM customer c LEFT JOIN orders o ON o.customer_id = c.id GROUP BY c.id, 1
                UNION ALL SELECT state::text, count(*), count(*) FROM orders WHERE total > 50 GROUP BY 1) all_of
              GROUP BY 1
              """,
              "SELECT place, entries, amount FROM balance"),
          new Comparison(
              "word",
              3,
              """
              SELECT o.id, s.n, s.place, s.word, c.name
              FROM customer c JOIN orders o ON o.customer_id = c.id,
                   LATERAL (SELECT 1, 1, o.state::text
                            UNION ALL SELECT 2, 1, split_part(o.total::text, '.', 1)
                            UNION ALL SELECT 2, 2, split_part(o.total::text, '.', 2)) AS s(n, place, word)
              WHERE length(c.name) <= 20
              """,
              "SELECT order_id, n, place, word, buyer FROM word"));

  private Ledger() {}

  /** A shop with {@code customers} customers, four orders and one setting for each. */
  public static Migration with(int customers) {
    Migration migration =
        Migration.of(
            "ledger",
            NEW_SCHEMA,
            MAPPING,
            "customer.email",
            "customer.phone_home",
            "customer.phone_work",
            "customer.phone_mobile",
            "customer.joined",
            "orders.placed",
            "orders.note",
            "setting");
    Shop.fill(migration, customers);
    migration
        .old()
        .execute("UPDATE customer SET name = 'A name that is too long by far' WHERE id % 9 = 4");
    return migration;
  }

  /**
   * How many rows cannot be written: a buyer's name too long (a sale, a movement, its fee, three
   * words), a group's last order too high.
   */
  public static String deadLetters(Migration migration) {
    return migration
        .old()
        .ask(
            """
            SELECT (SELECT count(*) FROM orders o JOIN customer c ON c.id = o.customer_id
                    WHERE o.total >= 0 AND length(c.name) > 20)
                 + (SELECT count(*) * 4 + count(*) FILTER (WHERE o.total > 100)
                    FROM orders o JOIN customer c ON c.id = o.customer_id WHERE length(c.name) > 20)
                 + (SELECT count(*) FROM (
                      SELECT 1 FROM orders o JOIN customer c ON c.id = o.customer_id
                      GROUP BY coalesce(c.city, '-') HAVING count(*) > 1 AND max(o.id) > 32767) groups)
            """);
  }

  /** Compares both sides, table by table; whoever calls has drained before. */
  public static void mustBeTrue(Migration migration) {
    TRUTH.forEach(comparison -> comparison.mustBeEqual(migration.old(), migration.newer()));
  }
}
