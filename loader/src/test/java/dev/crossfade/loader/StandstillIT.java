package dev.crossfade.loader;

import static dev.crossfade.loader.Columns.column;
import static dev.crossfade.loader.Columns.notNull;
import static dev.crossfade.loader.Records.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.loader.postgres.PostgresDatabase;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.testkit.Deadline;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

class StandstillIT {

  private static final List<NewTable> TABLES =
      List.of(
          table("people", List.of(notNull("id", "bigint"), column("name", "text")), "id"),
          table("places", List.of(notNull("id", "bigint"), column("name", "text")), "id"));

  /** In the middle of a COPY, after it has moved the offsets, and silent from then on. */
  private static final class Silent implements AutoCloseable {

    private final Connection connection;
    private final CopyIn copy;

    Silent(NewWorld world, String application, String table) throws SQLException {
      Properties properties = new Properties();
      properties.setProperty("ApplicationName", application);
      connection = DriverManager.getConnection(world.database.url(), properties);
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "SELECT set_config('crossfade.loader', token, false) FROM crossfade.migration");
        statement.execute(
            "UPDATE crossfade.applied SET next_offset = next_offset + 1 WHERE topic = '%s'"
                .formatted(world.records.topic(table)));
      }
      copy =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn("COPY %s FROM STDIN".formatted(table));
    }

    @Override
    public void close() throws SQLException {
      connection.abort(Runnable::run);
    }
  }

  // Red without the look at the application's name in Rivals: the stranger is ended too. Without
  // Rivals.end the rows of people never arrive.
  @Test
  void aLoaderThatStandsStillInACopyIsEndedAndNobodyElse() throws SQLException {
    try (NewWorld world =
        new NewWorld(
            1,
            TABLES,
            "CREATE TABLE people (id bigint PRIMARY KEY, name text)",
            "CREATE TABLE places (id bigint PRIMARY KEY, name text)")) {
      world.load();
      world.untilArrived();
      aLoaderIsEndedAndNobodyElse(world);
    }
  }

  // Red without the application's name in PostgresDatabase.restoreIndexes: the row never arrives.
  // Without the time-out in InTransaction the function of the index raises.
  @Test
  void aLoaderThatStandsStillOverAnIndexIsEndedToo() throws Exception {
    try (NewWorld world =
        new NewWorld(
            1,
            TABLES,
            "CREATE TABLE people (id bigint PRIMARY KEY, name text)",
            "CREATE TABLE places (id bigint PRIMARY KEY, name text)",
            "CREATE FUNCTION ends_alone(text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN"
                + " IF current_setting('idle_in_transaction_session_timeout') = '0' THEN"
                + " RAISE 'a transaction that stands still would last'; END IF; RETURN $1; END $$",
            "INSERT INTO places VALUES (7, 'there')",
            "CREATE INDEX by_name ON places (name)",
            "SET idle_in_transaction_session_timeout = '1d'", // or it could not be made here either
            "CREATE INDEX alone ON places (ends_alone(name))")) {
      world.load();
      world.untilArrived();
      aLoaderOverAnIndexIsEnded(world);
    }
  }

  private static void aLoaderOverAnIndexIsEnded(NewWorld world) throws Exception {
    PostgresUrl url = PostgresUrl.parse(world.database.url());
    StopsBeforeCommit.begin();
    FutureTask<Boolean> frozen =
        new FutureTask<>(
            () -> {
              new PostgresDatabase(url.with("socketFactory", StopsBeforeCommit.class.getName()))
                  .restoreIndexes(world.plan);
              return true;
            });
    new Thread(frozen).start();
    Deadline.until(
        NewWorld.LONG_ENOUGH,
        "it stands before its commit",
        () -> frozen.isDone() || StopsBeforeCommit.isStopped());
    world.send(() -> world.put("places", 1L, "here"));
    world.untilArrived();
    StopsBeforeCommit.thaw();
    assertThatThrownBy(frozen::get).hasCauseInstanceOf(SQLException.class);

    new PostgresDatabase(url).restoreIndexes(world.plan);
    assertThat(new PostgresDatabase(url).indexesAreBack()).isTrue();
  }

  private static void aLoaderIsEndedAndNobodyElse(NewWorld world) throws SQLException {
    try (Silent stranger = new Silent(world, "crossfade loader another", "places")) {
      world.send(() -> world.put("places", 1L, "here"));
      Deadline.until(
          NewWorld.LONG_ENOUGH,
          "the loader waits for the stranger",
          () -> "1".equals(world.count("pg_locks WHERE NOT granted")));
      try (Silent frozen =
          new Silent(world, "crossfade loader " + world.plan.migration(), "people")) {
        world.send(() -> world.put("people", 1L, "ann"));
        Deadline.until(
            NewWorld.LONG_ENOUGH,
            "the rows of people arrive",
            () -> "1".equals(world.count("people")));
        assertThatThrownBy(frozen.copy::endCopy).isInstanceOf(SQLException.class);
      }
      stranger.copy.cancelCopy();
      stranger.connection.rollback();
      world.untilArrived();

      assertThat(world.count("places")).isEqualTo("1");
    }
  }
}
