package dev.crossfade.e2e.shop;

import dev.crossfade.e2e.harness.Comparison;
import dev.crossfade.e2e.harness.Database;
import dev.crossfade.e2e.harness.Migration;
import dev.crossfade.loader.sqlite.SqliteDatabase;
import java.nio.file.Path;
import java.util.List;

/**
 * A shop that moves: two direct tables, a natural key that several old rows can share, a fan-out
 * with generated ids, and a table that refers to those ids.
 */
public final class Shop {

  private static final String OLD_SCHEMA =
      """
      CREATE TYPE order_state AS ENUM ('new', 'paid', 'sent', 'lost');
      CREATE TABLE customer (
        id bigint PRIMARY KEY,
        email text NOT NULL,
        name varchar(60) NOT NULL,
        city text,
        phone_home text,
        phone_work text,
        phone_mobile text,
        joined timestamptz NOT NULL
      );
      CREATE TABLE orders (
        id bigint PRIMARY KEY,
        customer_id bigint NOT NULL,
        total numeric(12,2) NOT NULL,
        state order_state NOT NULL,
        placed timestamp NOT NULL,
        note text
      );
      CREATE TABLE setting (
        id bigint PRIMARY KEY,
        scope text NOT NULL,
        name text NOT NULL,
        value text,
        shown boolean NOT NULL
      );
      """;

  private static final String NEW_SCHEMA =
      """
      CREATE TABLE account (
        id bigint PRIMARY KEY,
        email varchar(200) NOT NULL,
        display_name text NOT NULL,
        city text NOT NULL,
        since timestamptz NOT NULL
      );
      CREATE TABLE purchase (
        id bigint PRIMARY KEY,
        account_id bigint NOT NULL,
        cents bigint NOT NULL,
        status text NOT NULL,
        placed timestamp NOT NULL,
        note text
      );
      CREATE TABLE preference (
        id bigserial PRIMARY KEY,
        scope text NOT NULL,
        name text NOT NULL,
        value text,
        UNIQUE (scope, name)
      );
      CREATE TABLE phone (
        id bigserial PRIMARY KEY,
        account_id bigint NOT NULL,
        kind text NOT NULL,
        number text NOT NULL,
        UNIQUE (account_id, kind)
      );
      CREATE TABLE contact_card (
        account_id bigint NOT NULL,
        label text NOT NULL,
        phone_id bigint NOT NULL REFERENCES phone (id),
        PRIMARY KEY (account_id, label)
      );
      CREATE INDEX purchase_account ON purchase (account_id);
      """;

  private static final String MAPPING =
      """
      INSERT INTO account (id, email, display_name, city, since)
      SELECT c.id, lower(c.email), c.name, COALESCE(c.city, 'nowhere'), c.joined
      FROM customer c;

      INSERT INTO purchase (id, account_id, cents, status, placed, note)
      SELECT o.id, o.customer_id, (o.total * 100)::bigint,
             CASE o.state WHEN 'lost' THEN 'missing' ELSE o.state::text END, o.placed, o.note
      FROM orders o
      WHERE o.total >= 0;

      INSERT INTO preference (scope, name, value)
      SELECT s.scope, s.name, s.value
      FROM setting s
      WHERE s.shown
      ON CONFLICT (scope, name) DO UPDATE;

      INSERT INTO phone (account_id, kind, number)
      SELECT c.id, l.kind, l.number
      FROM customer c
      CROSS JOIN LATERAL (VALUES
        ('home', c.phone_home), ('work', c.phone_work), ('mobile', c.phone_mobile)) AS l(kind, number)
      WHERE l.number IS NOT NULL
      ON CONFLICT (account_id, kind) DO UPDATE;

      INSERT INTO contact_card (account_id, label, phone_id)
      SELECT c.id, 'call ' || l.kind,
             (SELECT p.id FROM new.phone p WHERE p.account_id = c.id AND p.kind = l.kind)
      FROM customer c
      CROSS JOIN LATERAL (VALUES
        ('home', c.phone_home), ('work', c.phone_work), ('mobile', c.phone_mobile)) AS l(kind, number)
      WHERE l.number IS NOT NULL
      ON CONFLICT (account_id, label) DO UPDATE;
      """;

  /** Written by hand from what the mapping should mean; nothing here is read from it. */
  private static final List<Comparison> TRUTH =
      List.of(
          Comparison.byFirst(
              "account",
              "SELECT id, lower(email), name, coalesce(city, 'nowhere'), joined FROM customer",
              "SELECT id, email, display_name, city, since FROM account"),
          Comparison.byFirst(
              "purchase",
              """
              SELECT id, customer_id, trunc(total * 100),
                     replace(state::text, 'lost', 'missing'), placed, note
              FROM orders WHERE NOT total < 0
              """,
              "SELECT id, account_id, cents, status, placed, note FROM purchase"),
          new Comparison(
              "preference",
              2,
              """
              SELECT scope, name, (array_agg(value ORDER BY id DESC))[1]
              FROM setting WHERE shown GROUP BY scope, name
              """,
              "SELECT scope, name, value FROM preference"),
          new Comparison("phone", 2, phones(""), "SELECT account_id, kind, number FROM phone"),
          new Comparison(
              "contact_card",
              2,
              phones("call "),
              """
              SELECT c.account_id, c.label, p.number FROM contact_card c
              LEFT JOIN phone p
                ON p.id = c.phone_id AND p.account_id = c.account_id AND c.label = 'call ' || p.kind
              """));

  private static String phones(String prefix) {
    return "SELECT id, '%shome', phone_home FROM customer WHERE phone_home IS NOT NULL"
            .formatted(prefix)
        + " UNION ALL SELECT id, '%swork', phone_work FROM customer WHERE phone_work IS NOT NULL"
            .formatted(prefix)
        + " UNION ALL SELECT id, '%smobile', phone_mobile FROM customer".formatted(prefix)
        + " WHERE phone_mobile IS NOT NULL";
  }

  private Shop() {}

  /** A shop with {@code customers} customers, four orders and one setting for each. */
  public static Migration with(int customers) {
    Migration migration = Migration.of("shop", NEW_SCHEMA, MAPPING);
    fill(migration, customers);
    return migration;
  }

  /** The same shop into a SQLite file of these new tables. */
  public static Migration intoFile(int customers, String newSchema, Path file) {
    Migration migration = Migration.of("shopfile", newSchema, MAPPING);
    migration.write(
        "migration.yaml",
        migration
            .read("migration.yaml")
            .replaceFirst("(?m)^new:\\R.*$", "new:\n  sqlite: { file: \"" + file + "\" }"));
    migration.writesTo(new SqliteDatabase(migration.folder().resolve(file)));
    fill(migration, customers);
    return migration;
  }

  /** Makes the old tables and fills them. */
  static void fill(Migration migration, int customers) {
    migration.old().execute(OLD_SCHEMA);
    migration
        .old()
        .execute(
            """
            INSERT INTO customer
            SELECT i, 'Person' || i || '@Example.org', 'Person ' || i,
                   CASE WHEN i % 7 > 0 THEN 'City ' || i % 100 END,
                   CASE WHEN i % 2 = 0 THEN '+1 ' || i END,
                   CASE WHEN i % 3 = 0 THEN '+2 ' || i END,
                   CASE WHEN i % 5 > 0 THEN '+3 ' || i END,
                   timestamptz '2020-01-01 00:00:00Z' + i * interval '1 minute'
            FROM generate_series(1, :n) i
            """
                .replace(":n", String.valueOf(customers)),
            """
            INSERT INTO orders
            SELECT i, 1 + i % :n, (i % 1000) - 10 + 0.25, 'paid', timestamp '2021-01-01' + i * interval '1 s',
                   CASE WHEN i % 4 = 0 THEN repeat('note ', (i % 50)::int) END
            FROM generate_series(1, 4 * :n) i
            """
                .replace(":n", String.valueOf(customers)),
            """
            INSERT INTO setting
            SELECT i, 'scope ' || i % :s, 'name ' || i % :m, 'value ' || i, i % 6 > 0
            FROM generate_series(1, :n) i
            """
                .replace(":s", String.valueOf(scopes(customers)))
                .replace(":m", String.valueOf(names(customers)))
                .replace(":n", String.valueOf(customers)),
            "ANALYZE");
  }

  /** How many scopes there are: in a small shop, many settings meet at one name. */
  static int scopes(int customers) {
    return customers < 100 ? 2 : 20;
  }

  static int names(int customers) {
    return customers < 100 ? 3 : 37;
  }

  /** Compares both sides, table by table; whoever calls has drained before. */
  public static void mustBeTrue(Migration migration) {
    mustBeTrue(migration.old(), migration.newer());
  }

  /** The comparisons by which it is true. */
  public static List<Comparison> truth() {
    return TRUTH;
  }

  private static void mustBeTrue(Database old, Database newer) {
    TRUTH.forEach(comparison -> comparison.mustBeEqual(old, newer));
  }
}
