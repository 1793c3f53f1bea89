package dev.crossfade.operator.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceSlotTest {

  @TempDir Path state;

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
