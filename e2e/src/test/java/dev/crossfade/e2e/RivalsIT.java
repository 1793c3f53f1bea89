package dev.crossfade.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.e2e.harness.Migration;
import dev.crossfade.e2e.harness.RunningService;
import dev.crossfade.e2e.shop.Shop;
import dev.crossfade.e2e.shop.ShopLife;
import dev.crossfade.testkit.Deadline;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two of a service at once: a second extractor takes over, transformers and loaders share. */
class RivalsIT {

  private static final int CUSTOMERS = 600;

  /**
   * Seen red when the extractor's transactional id is not the same for all its instances: then both
   * write, and neither is refused.
   */
  @Test
  void theOlderExtractorIsRefusedAndTheOthersShareTheWork() {
    try (Migration migration = Shop.with(CUSTOMERS)) {
      // The broker gives what a killed transformer had begun up only after this time.
      migration.write(
          "migration.yaml",
          migration
              .read("migration.yaml")
              .replaceFirst(
                  "(?m)^kafka:$",
                  "kafka:\n  properties: { producer.transaction.timeout.ms: \"15000\" }"));
      migration.run("prepare").yes();
      RunningService older = migration.start("extract");
      RunningService oneTransformer = migration.start("transform");
      RunningService oneLoader = migration.start("load");
      migration.drain();
      try (ShopLife life = ShopLife.start(migration.old(), CUSTOMERS, 4)) {
        RunningService newer = migration.start("extract");
        RunningService otherTransformer = migration.start("transform");
        RunningService otherLoader = migration.start("load");
        int code = older.awaitExit(Migration.WAIT_MAX);
        assertThat(code).as(older.toString()).isEqualTo(1);
        assertThat(older.output()).contains("another extractor").doesNotContain("\tat ");

        long until = life.committed() + 500;
        Deadline.until(Migration.WAIT_MAX, "the shop went on", () -> life.committed() >= until);
        oneLoader.kill();
        oneTransformer.kill();
        long after = life.committed() + 500;
        Deadline.until(Migration.WAIT_MAX, "the shop went on", () -> life.committed() >= after);
        life.stop();
        assertThat(newer.isAlive()).as(newer.toString()).isTrue();
        assertThat(otherTransformer.isAlive()).as(otherTransformer.toString()).isTrue();
        assertThat(otherLoader.isAlive()).as(otherLoader.toString()).isTrue();
      }
      migration.drain();
      Shop.mustBeTrue(migration);
    }
  }

  /**
   * A loader that stood still while another took its partitions over wakes and writes. Not yet seen
   * green on a quiet machine, nor red without the compare-and-set.
   */
  @Test
  @Tag("long")
  void aLoaderThatWasFrozenIsRefusedAndNothingIsWrittenTwice() {
    try (Migration migration = Shop.with(CUSTOMERS)) {
      migration.run("prepare").yes();
      migration.start("extract");
      migration.start("transform");
      RunningService frozen = migration.start("load");
      migration.drain();
      try (ShopLife life = ShopLife.start(migration.old(), CUSTOMERS, 5)) {
        Deadline.until(Migration.WAIT_MAX, "the shop worked", () -> life.committed() > 50);
        freezeOutsideACopy(migration, frozen);
        RunningService other = migration.start("load");
        migration.drain(); // by the other one alone
        frozen.thaw();
        long until = life.committed() + 500;
        Deadline.until(Migration.WAIT_MAX, "the shop went on", () -> life.committed() >= until);
        life.stop();
        migration.drain();
        assertThat(other.isAlive()).as(other.toString()).isTrue();
        assertThat(frozen.isAlive()).as(frozen.toString()).isTrue();
      }
      Shop.mustBeTrue(migration);
    }
  }

  /**
   * PostgreSQL ends a session that is idle in its transaction, not one that waits for the rest of a
   * COPY: who is frozen there keeps its partitions until it wakes or dies.
   */
  private static void freezeOutsideACopy(Migration migration, RunningService loader) {
    Deadline.until(
        Migration.WAIT_MAX,
        "the loader is frozen outside a COPY",
        () -> {
          loader.freeze();
          String copies =
              migration
                  .newer()
                  .ask(
                      "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                          + " AND state = 'active' AND query LIKE 'COPY%'");
          if ("0".equals(copies)) {
            return true;
          }
          loader.thaw();
          return false;
        });
  }
}
