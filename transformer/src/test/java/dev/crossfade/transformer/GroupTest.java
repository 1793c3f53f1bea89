package dev.crossfade.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.transformer.Deltas.Given;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A group's store entry says what it said. */
class GroupTest {

  static Stream<Group> groups() {
    List<Given> sent =
        List.of(
            Given.NOTHING,
            Given.REFUSED,
            new Given(new byte[0], null),
            new Given(new byte[] {1, 2, 3}, null));
    return sent.stream()
        .flatMap(
            given ->
                Stream.of(
                    new Group(null, given, false),
                    new Group(null, given, true),
                    new Group(new byte[0], given, false),
                    new Group(new byte[] {4, 5}, given, true),
                    new Group(new byte[] {4, 5}, given, false)));
  }

  @ParameterizedTest
  @MethodSource("groups")
  void aGroupReadsBack(Group group) {
    Group read = Group.read(group.isGone() ? null : group.bytes());

    assertThat(read.totals()).isEqualTo(group.totals());
    assertThat(read.waits()).isEqualTo(group.waits());
    assertThat(read.sent().same(group.sent())).isTrue();
    assertThat(read.sent().isNothing()).isEqualTo(nothing(group.sent().row(), group));
  }

  /** Of a refusal it stays known that it was one, or its dead letter would outlive the group. */
  private static boolean nothing(byte @Nullable [] row, Group group) {
    return row == null && group.sent() != Given.REFUSED;
  }
}
