package dev.crossfade.e2e;

import dev.crossfade.e2e.harness.Comparison;
import dev.crossfade.e2e.harness.Migration;

/** The smallest migration: one table, direct, with a column left out. */
final class People {

  static final String MAPPING =
      """
      INSERT INTO person (id, name, size)
      SELECT u.id, u.first || ' ' || u.last, u.size FROM users u;
      """;

  private static final Comparison TRUTH =
      Comparison.byFirst(
          "person",
          "SELECT id, concat(first, ' ', last), size FROM users",
          "SELECT id, name, size FROM person");

  private People() {}

  static Migration with(int people) {
    Migration migration =
        Migration.of(
            "people",
            "CREATE TABLE person (id bigint PRIMARY KEY, name varchar(40) NOT NULL, size int);",
            MAPPING,
            "users.secret");
    migration
        .old()
        .execute(
            "CREATE TABLE users (id int PRIMARY KEY, first text NOT NULL, last text NOT NULL,"
                + " size smallint, secret text)",
            """
            INSERT INTO users SELECT i, 'F' || i, 'L' || i, i %% 200, 's'
            FROM generate_series(1, %d) i
            """
                .formatted(people));
    return migration;
  }

  static void mustBeTrue(Migration migration) {
    TRUTH.mustBeEqual(migration.old(), migration.newer());
  }
}
