package dev.crossfade.operator.oldcatalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.databases.postgres.Session;
import dev.crossfade.testkit.TestDatabase;
import dev.crossfade.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandInIT {

  @Test
  void theStandInHasTheSameTypesTablesAndKeys() throws SQLException {
    try (TestDatabase old = TestPostgres.shared().create("stand_in")) {
      old.execute(
          "CREATE SCHEMA \"Odd Schema\"",
          "CREATE TYPE \"CaseType\" AS ENUM ('B', 'A', 'it''s')",
          "CREATE DOMAIN short AS varchar(3) NOT NULL CHECK (value <> '')",
          "CREATE TYPE pair AS (a int, b \"CaseType\")",
          "CREATE TYPE spans AS RANGE (SUBTYPE = timestamptz)",
          "CREATE TABLE \"Case\" (gone int, \"Id\" bigserial PRIMARY KEY, kind \"CaseType\","
              + " code short, p pair, s spans, n numeric(10,2) NOT NULL DEFAULT 1,"
              + " name text COLLATE \"C\" UNIQUE, roles bigint[],"
              + " twice bigint GENERATED ALWAYS AS (\"Id\" * 2) STORED)",
          "ALTER TABLE \"Case\" DROP COLUMN gone",
          "CREATE UNIQUE INDEX one_n ON \"Case\" (n)",
          "CREATE TABLE logs (at date NOT NULL, id int NOT NULL, PRIMARY KEY (at, id))"
              + " PARTITION BY RANGE (at)",
          "CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')",
          "CREATE TABLE \"Odd Schema\".\"T \"\"x\"\"\" (id uuid PRIMARY KEY)",
          "INSERT INTO \"Case\" (kind, code, n) VALUES ('A', 'x', 2)");

      OldCatalog before = read(PostgresUrl.parse(old.url()));
      try (StandIn standIn = StandIn.of(before)) {
        assertThat(read(standIn.url()).steps()).isEqualTo(before.steps());
      }
      assertThat(before.steps())
          .extracting(OldCatalog.Step::sql)
          .anyMatch(s -> s.contains("STORED"));
    }
  }

  private static OldCatalog read(PostgresUrl url) throws SQLException {
    try (Connection connection = Session.open(url)) {
      return new OldCatalogReader(connection).read(List.of("public", "Odd Schema"));
    }
  }
}
