package dev.crossfade.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;

class TestPostgresIT {

  @Test
  void givesEachTestADatabaseOfItsOwn() {
    try (TestDatabase one = TestPostgres.shared().create("shop");
        TestDatabase other = TestPostgres.shared().create("shop")) {
      one.execute("CREATE TABLE t AS SELECT 1 AS x", "INSERT INTO t VALUES (NULL)");

      assertThat(one.query("SELECT x, 'y' FROM t ORDER BY x NULLS FIRST"))
          .isEqualTo(List.of(java.util.Arrays.asList(null, "y"), List.of("1", "y")));
      assertThat(other.ask("SELECT count(*) FROM pg_tables WHERE tablename = 't'")).isEqualTo("0");
    }
  }

  @Test
  void dropsADatabaseWhoseSlotIsBeingRead() throws SQLException {
    TestDatabase database = TestPostgres.shared().create("busy");
    database.execute("SELECT pg_create_logical_replication_slot('busy_slot', 'test_decoding')");
    try (Connection reader = replicationConnection(database)) {
      reader
          .unwrap(PGConnection.class)
          .getReplicationAPI()
          .replicationStream()
          .logical()
          .withSlotName("busy_slot")
          .start();

      database.close();

      assertThatThrownBy(database::connect).isInstanceOf(SQLException.class);
      try (TestDatabase fresh = TestPostgres.shared().create("after")) {
        assertThat(
                fresh.ask(
                    "SELECT count(*) FROM pg_replication_slots WHERE slot_name = 'busy_slot'"))
            .isEqualTo("0");
      }
    }
  }

  @Test
  void aDeadlineSaysWhatDidNotHappen() {
    assertThatThrownBy(
            () -> Deadline.until(Duration.ofMillis(200), "pigs fly", () -> Boolean.FALSE))
        .isInstanceOf(ConditionTimeoutException.class)
        .hasMessageContaining("pigs fly");
  }

  private static Connection replicationConnection(TestDatabase database) throws SQLException {
    Properties properties = new Properties();
    PGProperty.REPLICATION.set(properties, "database");
    PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
    PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "14");
    return new Driver().connect(database.url(), properties);
  }
}
