package dev.crossfade.operator.verbs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.PostgresOptions;
import dev.crossfade.loader.postgres.PostgresDatabase;
import dev.crossfade.operator.drain.Drain;
import dev.crossfade.operator.failure.ExitCode;
import dev.crossfade.operator.failure.OperatorFailure;
import dev.crossfade.schemas.Marker;
import dev.crossfade.schemas.MigrationPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The URL of the old database leads to a hot standby. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ReplicaIT {

  private static final String LOGIN = "postgresql://postgres@localhost:";

  @TempDir private static Path data;
  @TempDir private static Path folder;
  private static EmbeddedPostgres replica;
  private static Bench bench;

  @BeforeAll
  static void startAReplica() throws IOException {
    PostgresOptions options = PostgresOptions.in(data).durable(false);
    EmbeddedPostgres.start(options).close();
    Files.createFile(data.resolve("data/standby.signal"));
    replica = EmbeddedPostgres.start(options);
    bench =
        new Bench(folder, "replica")
            .schema("CREATE TABLE people (id bigint PRIMARY KEY);")
            .mapping("INSERT INTO people (id) SELECT u.id FROM users u;");
  }

  @AfterAll
  static void stop() {
    bench.close();
    replica.close();
  }

  // Red when Reach.oldPrimary does not ask Primary: then each fails later, by something else.
  @ParameterizedTest
  @ValueSource(strings = {"prepare", "verify", "extract", "run", "unprepare"})
  void aVerbThatNeedsThePrimarySaysSoAtOnce(String verb) {
    Program.Run run =
        Program.run(
            Map.of("OLD", replica.jdbcUrl("postgres"), "NEW", bench.target.url()),
            verb,
            folder.toString());

    assertThat(run.code()).as(run.out() + run.err()).isEqualTo(2);
    assertThat(run.err())
        .contains(LOGIN + replica.port() + "/postgres is a replica")
        .contains("name its primary in old.postgres.url");
  }

  // A replica since a failover. Red when Drain.emit does not ask Primary: it waits for the slot.
  @Test
  void aMarkerIsNotWaitedForWhereNoneCanBeSent() {
    PostgresUrl url = PostgresUrl.parse(replica.jdbcUrl("postgres"));
    Drain drain = new Drain(url, new PostgresDatabase(url), nothing());

    assertThatThrownBy(() -> drain.await(Marker.Kind.VERIFY, Duration.ofSeconds(3)))
        .isInstanceOf(OperatorFailure.class)
        .hasMessageContaining(LOGIN + replica.port() + "/postgres is a replica")
        .extracting(failure -> ((OperatorFailure) failure).code())
        .isEqualTo(ExitCode.CONFIGURATION);
  }

  private static MigrationPlan nothing() {
    return new MigrationPlan(
        "replica",
        1,
        "",
        1,
        List.of(),
        List.of(),
        JsonNodeFactory.instance.arrayNode(),
        Map.of(),
        0);
  }
}
