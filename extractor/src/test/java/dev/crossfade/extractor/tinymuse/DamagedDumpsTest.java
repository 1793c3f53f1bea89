package dev.crossfade.extractor.tinymuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.crossfade.extractor.files.DamagedFileException;
import dev.crossfade.extractor.tinymuse.world.World;
import dev.crossfade.testkit.Seed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Feeds the parser dumps that something happened to. */
class DamagedDumpsTest {

  private static final int ROUNDS = 1500;
  private static final byte[] END = "***END OF DUMP***\n".getBytes(StandardCharsets.US_ASCII);

  /** Red when DumpInput.first() gives an end mark of its own instead of an error. */
  @Test
  void whereverADumpIsCutOffBeforeItsEndMarkItIsAnErrorThatSaysWhere() throws IOException {
    byte[] whole = dump(7, 4, 30, 10);
    int end = indexOf(whole, END) + END.length;
    for (int length = 0; length < end; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> ReadDump.of(cut, StandardCharsets.ISO_8859_1))
          .isInstanceOf(DamagedFileException.class)
          .hasMessageMatching("(?s)dump\\.db: line \\d+, .+: .+");
    }
  }

  @Test
  void whateverHappensToADumpItIsAnErrorThatSaysWhereOrWholeRows() throws IOException {
    long seed = Seed.of(DamagedDumpsTest.class);
    Random random = new Random(seed);
    byte[] whole = dump(seed, 5, 40, 20);
    int errors = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] damaged = whole;
      for (int blows = 1 + random.nextInt(3); blows > 0; blows--) {
        damaged = blow(damaged, random);
      }
      errors += isRefused(damaged, "seed " + seed + ", round " + round) ? 1 : 0;
    }
    assertThat(errors).as("refused of " + ROUNDS + ", seed " + seed).isGreaterThan(ROUNDS / 4);
  }

  private static boolean isRefused(byte[] damaged, String which) {
    return Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          try {
            ReadDump read = ReadDump.of(damaged, StandardCharsets.ISO_8859_1);
            mustBeWhole(read, which);
            return false;
          } catch (DamagedFileException refused) {
            assertThat(refused).as(which).hasMessageMatching("(?s)dump\\.db: line \\d+, .+: .+");
            return true;
          } catch (RuntimeException | Error crash) {
            return fail(which, crash);
          }
        },
        which);
  }

  /** As many objects as the header says; all keys unique; each row refers to an object. */
  private static void mustBeWhole(ReadDump read, String which) {
    int objects = Integer.parseInt(read.rows("dump").get(0).get(3));
    assertThat(read.rows("objects")).as(which).hasSize(objects);
    for (var table : TinymuseTables.ALL) {
      assertThat(read.rows(table.name()).stream().map(r -> r.subList(0, table.key().size())))
          .as(which + ", keys of " + table.name())
          .doesNotHaveDuplicates();
    }
    assertThat(read.rows("attributes"))
        .as(which)
        .allMatch(row -> Integer.parseInt(row.get(0)) < objects);
  }

  private static byte[] blow(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length);
    int length = Math.min(bytes.length - at, 1 + random.nextInt(40));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    switch (random.nextInt(5)) {
      case 0 -> { // one byte is another
        byte[] copy = bytes.clone();
        copy[at] = (byte) random.nextInt(256);
        return copy;
      }
      case 1 -> { // a piece is gone
        out.write(bytes, 0, at);
        out.write(bytes, at + length, bytes.length - at - length);
      }
      case 2 -> { // a piece is there twice
        out.write(bytes, 0, at + length);
        out.write(bytes, at, bytes.length - at);
      }
      case 3 -> { // one number is another
        out.write(bytes, 0, at);
        out.writeBytes(("\n" + random.nextInt() + "\n").getBytes(StandardCharsets.US_ASCII));
        out.write(bytes, at, bytes.length - at);
      }
      default -> out.write(bytes, 0, at + length); // the end is gone
    }
    return out.size() == 0 ? bytes : out.toByteArray();
  }

  private static byte[] dump(long seed, int players, int objects, int messages) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    World.of(seed, players, objects, messages).write(out, StandardCharsets.ISO_8859_1);
    return out.toByteArray();
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int at = 0; at + part.length <= bytes.length; at++) {
      if (Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
        return at;
      }
    }
    throw new AssertionError("no end mark");
  }
}
