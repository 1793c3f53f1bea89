package dev.crossfade.operator.oldside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.operator.config.ArchiveSide;
import dev.crossfade.operator.config.KafkaSection;
import dev.crossfade.operator.config.Limits;
import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.operator.config.Order;
import dev.crossfade.operator.config.PostgresSide;
import dev.crossfade.operator.failure.OperatorFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class OldAccessIT {

  @TempDir Path folder;

  // The device that is always full stands for the disk. Seen red when HolderFile throws another
  // exception, and when OldAccess.start leaves the server running: the second start is refused.
  @Test
  @EnabledOnOs(OS.LINUX)
  void onAFullDiskNoServerIsLeftThatNobodyFinds() throws Exception {
    Files.createDirectories(state());
    Path full = Files.createSymbolicLink(state().resolve("old.json.new"), Path.of("/dev/full"));

    assertThatThrownBy(() -> OldAccess.open(config(), "status", false))
        .isInstanceOf(OperatorFailure.class)
        .hasMessage("cannot write " + HolderFile.in(state()) + ": No space left on device");

    Files.delete(full);
    OldAccess.open(config(), "status", false).close();
    assertThat(HolderFile.in(state())).doesNotExist();
  }

  private Path state() {
    return folder.resolve("state");
  }

  private MigrationConfig config() {
    return new MigrationConfig(
        folder,
        "shop",
        state(),
        new PostgresSide(PostgresUrl.parse("postgresql://a@h/d"), "public"),
        new ArchiveSide(folder.resolve("out.tar.gz"), Optional.empty()),
        new KafkaSection("embedded", 4, 1, Map.of()),
        Map.of(),
        List.of(),
        List.of(),
        Limits.DEFAULT,
        Order.NONE);
  }
}
