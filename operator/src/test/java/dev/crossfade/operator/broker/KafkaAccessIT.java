package dev.crossfade.operator.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.operator.config.KafkaSection;
import dev.crossfade.operator.config.Limits;
import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.operator.config.Order;
import dev.crossfade.operator.config.PostgresSide;
import dev.crossfade.operator.failure.ExitCode;
import dev.crossfade.operator.failure.OperatorFailure;
import dev.crossfade.testkit.TestKafka;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class KafkaAccessIT {

  @TempDir Path folder;

  @Test
  void theFirstVerbStartsTheBrokerAndTheOthersFindIt() {
    try (KafkaAccess first = KafkaAccess.open(config("embedded"), "prepare", false);
        KafkaAccess second = KafkaAccess.open(config("embedded"), "status", false)) {
      assertThat(second.connection().bootstrap()).isEqualTo(first.connection().bootstrap());
      assertThat(second.loss()).isEmpty();
      assertThat(BrokerFile.read(state()).orElseThrow().pid())
          .isEqualTo(ProcessHandle.current().pid());
    }
    assertThat(BrokerFile.in(state())).doesNotExist();
  }

  // The device that is always full stands for the disk. Seen red when BrokerFile throws another
  // exception, and when KafkaAccess.start leaves the broker running: the second start is refused.
  @Test
  @EnabledOnOs(OS.LINUX)
  void onAFullDiskNoBrokerIsLeftThatNobodyFinds() throws Exception {
    Files.createDirectories(state());
    Path full = Files.createSymbolicLink(state().resolve("broker.json.new"), Path.of("/dev/full"));

    assertThatThrownBy(() -> KafkaAccess.open(config("embedded"), "status", false))
        .isInstanceOf(OperatorFailure.class)
        .hasMessage("cannot write " + BrokerFile.in(state()) + ": No space left on device");

    Files.delete(full);
    KafkaAccess.open(config("embedded"), "status", false).close();
  }

  @Test
  void aServiceTakesTheBrokerOverWhenTheShortVerbThatHadItEnds() throws Exception {
    KafkaAccess prepare = KafkaAccess.open(config("embedded"), "prepare", false);
    try (Admin admin = prepare.admin()) {
      admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1))).all().get();
    }
    CompletableFuture<KafkaAccess> run =
        CompletableFuture.supplyAsync(() -> KafkaAccess.open(config("embedded"), "run", true));
    assertThat(run).isNotDone();
    prepare.close();

    try (KafkaAccess taken = run.get(90, TimeUnit.SECONDS);
        Admin admin = taken.admin()) {
      assertThat(admin.listTopics().names().get()).contains("kept");
      assertThat(BrokerFile.read(state()).orElseThrow().verb()).isEqualTo("run");
    }
  }

  @Test
  void aBrokerFileThatAKilledProcessLeftIsNotBelieved() throws Exception {
    Files.createDirectories(state());
    int living = TestKafka.bootstrap().lastIndexOf(':');
    String taken = "127.0.0.1" + TestKafka.bootstrap().substring(living);
    new BrokerFile(taken, 1, "run", true).write(state());

    try (KafkaAccess access = KafkaAccess.open(config("embedded"), "status", false)) {
      assertThat(access.connection().bootstrap()).isNotEqualTo(taken);
    }
  }

  @Test
  void brokersThatDoNotAnswerAreSaidToBeUnreachable() {
    assertThatThrownBy(() -> KafkaAccess.open(config("127.0.0.1:1"), "run", true))
        .isInstanceOfSatisfying(
            OperatorFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(ExitCode.UNREACHABLE);
              assertThat(failure).hasMessageContaining("127.0.0.1:1");
              assertThat(failure.hint()).contains("kafka.bootstrap");
            });
  }

  private Path state() {
    return folder.resolve("state");
  }

  private MigrationConfig config(String bootstrap) {
    PostgresSide side = new PostgresSide(PostgresUrl.parse("postgresql://a@h/d"), "public");
    return new MigrationConfig(
        folder,
        "shop",
        state(),
        side,
        side,
        new KafkaSection(bootstrap, 4, 1, Map.of()),
        Map.of(),
        List.of(),
        List.of(),
        Limits.DEFAULT,
        Order.NONE);
  }
}
