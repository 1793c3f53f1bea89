package dev.crossfade.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.e2e.harness.Migration;
import dev.crossfade.e2e.harness.RunningService;
import dev.crossfade.e2e.shop.Shop;
import dev.crossfade.e2e.shop.ShopLife;
import dev.crossfade.testkit.Deadline;
import dev.crossfade.testkit.Seed;
import org.junit.jupiter.api.Test;

/**
 * The law, through real PostgreSQL and Kafka: after any sequence of changes, once drained, the new
 * tables are what the SELECTs over the old ones say.
 */
class LawIT {

  private static final int ROUNDS = 4;

  /**
   * A shop so small that most changes meet: rows come and go, keys move, natural keys are shared
   * and left. Seen red when {@code WriteStep} keeps the last to arrive.
   */
  @Test
  void afterAnyChangesTheNewTablesAreWhatTheSelectsSay() {
    long seed = Seed.of(LawIT.class);
    int customers = 30;
    try (Migration migration = Shop.with(customers)) {
      migration.run("prepare").yes();
      RunningService run = migration.start("run");
      for (int round = 0; round < ROUNDS; round++) {
        try (ShopLife life = ShopLife.start(migration.old(), customers, seed + round)) {
          Deadline.until(Migration.WAIT_MAX, "the shop worked", () -> life.committed() > 400);
          life.stop();
        }
        migration.drain();
        Shop.mustBeTrue(migration);
      }
      assertThat(migration.newer().ask("SELECT count(*) FROM crossfade.dead")).isEqualTo("0");
      assertThat(migration.run("verify", "--json").yes().json().path("equal").asBoolean()).isTrue();
      assertThat(run.isAlive()).as(run.toString()).isTrue();
    }
  }
}
