package dev.crossfade.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EmbeddedPostgresIT {

  @TempDir Path directory;

  @Test
  void decodesLogicallyAndSpeaksUtf8InTheCLocale() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start(PostgresOptions.temporary())) {
      assertThat(ask(server, "SHOW wal_level")).isEqualTo("logical");
      assertThat(ask(server, "SHOW server_encoding")).isEqualTo("UTF8");
      assertThat(ask(server, "SELECT datcollate FROM pg_database WHERE datname = 'postgres'"))
          .isEqualTo("C");
      assertThat(
              ask(
                  server,
                  "SELECT slot_name FROM pg_create_logical_replication_slot('s','pgoutput')"))
          .isEqualTo("s");
    }
  }

  @Test
  void keepsRowsAndPortOverARestartInItsDirectory() throws Exception {
    int port;
    try (EmbeddedPostgres server = EmbeddedPostgres.start(PostgresOptions.in(directory))) {
      port = server.port();
      assertThat(port).isBetween(FreePort.FROM, FreePort.TO); // not an outgoing connection's
      execute(server, "CREATE TABLE t AS SELECT 7 AS x");
    }
    try (EmbeddedPostgres again =
        EmbeddedPostgres.start(PostgresOptions.in(directory).onPort(port))) {
      assertThat(again.port()).isEqualTo(port);
      assertThat(ask(again, "SELECT x FROM t")).isEqualTo("7");
    }
  }

  @Test
  void takesOverFromAServerWhoseProgramWasKilled() throws Exception {
    Process program = ServerProcess.startPostgres(directory);
    long abandoned;
    try {
      abandoned = Long.parseLong(ServerProcess.answerOf(program));
    } finally {
      program.destroyForcibly().waitFor();
    }
    assertThat(ProcessHandle.of(abandoned)).isPresent(); // the server outlives its program

    try (EmbeddedPostgres successor = EmbeddedPostgres.start(PostgresOptions.in(directory))) {
      assertThat(ask(successor, "SELECT x FROM t")).isEqualTo("7");
      assertThat(ProcessHandle.of(abandoned)).isEmpty();
    }
  }

  @Test
  void leavesNothingBehindWhenTemporary() throws Exception {
    long pid;
    Path data;
    try (EmbeddedPostgres server = EmbeddedPostgres.start(PostgresOptions.temporary())) {
      pid = server.pid();
      data = Path.of(ask(server, "SHOW data_directory"));
      assertThat(data).exists();
    }
    assertThat(data.getParent()).doesNotExist();
    assertThat(ProcessHandle.of(pid)).isEmpty();
  }

  @Test
  void saysWhatTheServerSaidWhenItDoesNotStart() {
    PostgresOptions wrong =
        PostgresOptions.in(directory)
            .withSettings(Map.of("max_wal_senders", "many"))
            .withStartWaitMax(Duration.ofSeconds(1));

    assertThatThrownBy(() -> EmbeddedPostgres.start(wrong))
        .isInstanceOf(EmbeddedServerException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining("max_wal_senders");
  }

  @Test
  void keepsRowValuesOutOfItsLog() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start(PostgresOptions.in(directory))) {
      execute(server, "CREATE TABLE t (x text UNIQUE)");
      execute(server, "INSERT INTO t VALUES ('secret')");
      assertThatThrownBy(() -> execute(server, "INSERT INTO t VALUES ('secret')"))
          .isInstanceOf(SQLException.class);
    }
    List<String> log = Files.readAllLines(directory.resolve("server.log"));
    assertThat(log).isNotEmpty().noneMatch(line -> line.contains("secret"));
  }

  static void execute(EmbeddedPostgres server, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String ask(EmbeddedPostgres server, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }
}
