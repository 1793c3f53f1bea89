package dev.crossfade.mapping.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.testkit.Seed;
import dev.crossfade.testkit.TestDatabase;
import dev.crossfade.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The input functions of every type against PostgreSQL's, over values and texts that are nearly
 * values, and the output functions over values.
 */
class CastDifferentialIT {

  private static final long SEED = Seed.of(CastDifferentialIT.class);

  private static TestDatabase database;
  private static Connection connection;
  private static Differential differential;

  @BeforeAll
  static void connect() throws SQLException {
    database = TestPostgres.shared().create("casts");
    connection = database.connect();
    differential = new Differential(connection);
  }

  @AfterAll
  static void close() throws SQLException {
    connection.close();
    database.close();
  }

  @Test
  void everyInputFunctionReadsAndRefusesWhatPostgresDoes() throws SQLException {
    assertThat(inputs(500)).as("seed %d", SEED).isEmpty();
  }

  /** PostgreSQL names the first thing wrong, from left to right. */
  @Test
  void aNumberTooLargeAndMisspeltIsRefusedForWhatComesFirst() throws SQLException {
    List<String[]> texts = new ArrayList<>();
    for (String sign : List.of("", "-", "+")) {
      for (String digits :
          List.of(
              "32767",
              "0x7fff",
              "0o77777",
              "0b111111111111111",
              "2147483647",
              "9223372036854775807",
              "0x7fffffffffffffff",
              "1e1073741823",
              "1e-5")) {
        for (String end :
            List.of("", "0", "8", "_0", "__0", "_", "x", "0x", "0__", "00_x", " ", " 0")) {
          texts.add(new String[] {sign + digits + end});
        }
      }
    }
    for (String type : List.of("int2", "int4", "int8", "numeric")) {
      assertThat(differential.run(CastCases.input(type), texts).differences()).as(type).isEmpty();
    }
  }

  @Test
  void everyOutputFunctionWritesWhatPostgresWrites() throws SQLException {
    List<String> differences = new ArrayList<>();
    for (String type : CastCases.TYPES) {
      NastyValues values = new NastyValues(new Random(SEED));
      List<String[]> rows = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        rows.add(new String[] {values.present(type)});
      }
      Differential.Outcome outcome = differential.run(CastCases.output(type), rows);
      assertThat(outcome.unsupported()).as("values of %s that are not read", type).isZero();
      outcome.differences().stream().limit(5).forEach(each -> differences.add(type + each));
    }
    assertThat(differences).as("seed %d", SEED).isEmpty();
  }

  @Test
  @Tag("long")
  void everyInputFunctionReadsAndRefusesWhatPostgresDoesOverManyTexts() throws SQLException {
    assertThat(inputs(20_000)).as("seed %d", SEED).isEmpty();
  }

  @Test
  void everyAssignmentStoresAndRefusesWhatPostgresDoes() throws SQLException {
    assertThat(differences(AssignCases.all(), 300)).as("seed %d", SEED).isEmpty();
  }

  @Test
  void everyOtherExpressionGivesWhatPostgresGives() throws SQLException {
    assertThat(differences(NodeCases.all(), 300)).as("seed %d", SEED).isEmpty();
  }

  private static List<String> differences(List<Differential.Case> cases, int count)
      throws SQLException {
    List<String> differences = new ArrayList<>();
    for (Differential.Case test : cases) {
      NastyValues values = new NastyValues(new Random(SEED));
      List<String[]> rows = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        rows.add(test.types().stream().map(values::of).toArray(String[]::new));
      }
      Differential.Outcome outcome = differential.run(test, rows);
      String name = test.sql() + " AS " + test.result() + " of ";
      outcome.differences().stream().limit(3).forEach(each -> differences.add(name + each));
    }
    return differences;
  }

  private static List<String> inputs(int count) throws SQLException {
    List<String> differences = new ArrayList<>();
    for (String type : CastCases.TYPES) {
      NastyValues values = new NastyValues(new Random(SEED));
      Differential.Outcome outcome =
          differential.run(CastCases.input(type), CastCases.texts(type, values, count));
      outcome.differences().stream().limit(5).forEach(each -> differences.add(type + each));
    }
    return differences;
  }
}
