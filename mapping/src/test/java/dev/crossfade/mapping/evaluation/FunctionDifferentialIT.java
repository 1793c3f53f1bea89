package dev.crossfade.mapping.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.testkit.Seed;
import dev.crossfade.testkit.TestDatabase;
import dev.crossfade.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every function of the table against PostgreSQL, over random and nasty rows: value by its text,
 * error by its SQLSTATE.
 */
class FunctionDifferentialIT {

  private static final long SEED = Seed.of(FunctionDifferentialIT.class);

  private static TestDatabase database;
  private static Connection connection;
  private static Differential differential;

  @BeforeAll
  static void connect() throws SQLException {
    database = TestPostgres.shared().create("differential");
    connection = database.connect();
    differential = new Differential(connection);
  }

  @AfterAll
  static void close() throws SQLException {
    connection.close();
    database.close();
  }

  @Test
  void everyFunctionGivesWhatPostgresGives() throws SQLException {
    assertThat(differences(150)).as("seed %d", SEED).isEmpty();
  }

  @Test
  @Tag("long")
  void everyFunctionGivesWhatPostgresGivesOverThousandsOfRows() throws SQLException {
    assertThat(differences(2_000)).as("seed %d", SEED).isEmpty();
  }

  private static List<String> differences(int rows) throws SQLException {
    return FunctionDifferences.of(differential, 17, rows, SEED);
  }
}
