package dev.crossfade.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.e2e.harness.Migration;
import dev.crossfade.e2e.harness.OldTopic;
import dev.crossfade.e2e.harness.Services;
import dev.crossfade.e2e.harness.Services.Kind;
import dev.crossfade.e2e.shop.Shop;
import dev.crossfade.testkit.Deadline;
import dev.crossfade.testkit.Seed;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The extractor is killed with SIGKILL while it sends one big transaction: no row is lost. */
class CopyKillIT {

  private final Random random = new Random(Seed.of(CopyKillIT.class));

  @Test
  void theExtractorIsKilledWithinEachOfSomeCopies() {
    killWithinCopies(5);
  }

  @Test
  @Tag("long")
  void theExtractorIsKilledWithinEachOfManyCopies() {
    killWithinCopies(25);
  }

  /**
   * Seen red when the position of a row inside its transaction is kept: rows of one COPY share it,
   * and the rest of it never comes.
   */
  private void killWithinCopies(int copies) {
    try (Migration migration = Shop.with(50)) {
      migration.run("prepare").yes();
      try (OldTopic orders = OldTopic.of(migration, "orders")) {
        killWithinCopies(migration, orders, copies);
      }
      migration.drain();
      Shop.mustBeTrue(migration);
      assertThat(migration.newer().ask("SELECT count(*) FROM purchase WHERE id >= 10000"))
          .isEqualTo(String.valueOf(copies * 2_000));
    }
  }

  private void killWithinCopies(Migration migration, OldTopic orders, int copies) {
    Services services = Services.startedOn(migration);
    migration.drain();
    for (int copy = 1; copy <= copies; copy++) {
      long rows = 1 + random.nextInt(2_000);
      long before = orders.size();
      migration
          .old()
          .copyIn(
              "orders",
              copy * 10_000,
              2_000,
              id -> id + "\t" + id % 50 + "\t" + id + ".25\tpaid\t2024-01-01 00:00:00\t\\N\n");
      Deadline.until(
          Migration.WAIT_MAX,
          "the extractor has sent " + rows + " of 2000 rows",
          () -> orders.size() >= before + rows);
      services.killAndRestart(Kind.EXTRACT);
    }
  }
}
