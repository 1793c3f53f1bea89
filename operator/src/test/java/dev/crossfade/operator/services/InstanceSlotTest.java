package dev.crossfade.operator.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.operator.failure.ExitCode;
import dev.crossfade.operator.failure.OperatorFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceSlotTest {

  @TempDir Path state;

  // Seen red when InstanceSlot.take throws an UncheckedIOException that Diagnosis knows nothing of:
  // a bug of ours.
  @Test
  void aStateFolderBelowAFileIsRefusedWithTheReasonAndTheMend() throws IOException {
    Path file = Files.createFile(state.resolve("file"));

    assertThatThrownBy(() -> InstanceSlot.take(file.resolve("state"), ServiceKind.LOADER))
        .isInstanceOfSatisfying(
            OperatorFailure.class,
            refused -> {
              assertThat(refused)
                  .hasMessageStartingWith(
                      "cannot use the state directory " + file.resolve("state/loader") + ": ")
                  .hasMessageEndingWith(": Not a directory");
              assertThat(refused.hint())
                  .isEqualTo(
                      "move the file away that stands where a folder is needed, or name another"
                          + " folder in migration.yaml (state:)");
              assertThat(refused.code()).isEqualTo(ExitCode.NO);
            });
  }

  @Test
  void twoAtOnceNeverShareADirectoryAndOneThatStartsAgainHasItsOwnBack() {
    Path before;
    try (InstanceSlot first = InstanceSlot.take(state, ServiceKind.TRANSFORMER);
        InstanceSlot second = InstanceSlot.take(state, ServiceKind.TRANSFORMER)) {
      assertThat(second.directory()).isNotEqualTo(first.directory());
      assertThat(second.name()).isNotEqualTo(first.name());
      before = first.directory();
    }
    try (InstanceSlot again = InstanceSlot.take(state, ServiceKind.TRANSFORMER)) {
      assertThat(again.directory()).isEqualTo(before);
    }
  }
}
