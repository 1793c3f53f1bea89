package dev.crossfade.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.e2e.harness.Comparison;
import dev.crossfade.e2e.harness.Migration;
import dev.crossfade.e2e.harness.Outcome;
import dev.crossfade.e2e.harness.RunningService;
import dev.crossfade.e2e.harness.Servers;
import dev.crossfade.e2e.shop.Shop;
import dev.crossfade.e2e.shop.ShopLife;
import dev.crossfade.testkit.Deadline;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A migration is redone from the topics, with another mapping, while the old database is down. */
class ReplayIT {

  private static final int CUSTOMERS = 500;

  private static final String IDS = "SELECT account_id, kind, id FROM phone ORDER BY 1, 2";

  /**
   * Seen red when {@code NewSide.beginGeneration} does not empty the tables (the filtered rows
   * stay), and when it empties crossfade.ids too (the phones get new ones).
   */
  @Test
  void aMendedMappingIsReplayedWithoutTheOldDatabaseAndIdsStay() {
    try (Migration migration = Shop.with(CUSTOMERS)) {
      migration.run("prepare").yes();
      RunningService run = migration.start("run");
      migration.drain();
      try (ShopLife life = ShopLife.start(migration.old(), CUSTOMERS, 3)) {
        Deadline.until(Migration.WAIT_MAX, "the shop worked", () -> life.committed() > 300);
        life.stop();
      }
      String marker = migration.emitDrainMarker();
      migration.awaitDrained(marker);
      Shop.mustBeTrue(migration);
      run.stop();

      List<List<List<@Nullable String>>> should = new ArrayList<>();
      for (Comparison comparison : mended()) {
        should.add(migration.old().query(comparison.expected()));
      }
      List<List<@Nullable String>> ids = migration.newer().query(IDS);
      Servers.shared().old().kill();
      try {
        replay(migration, marker);
        for (int i = 0; i < should.size(); i++) {
          mended().get(i).mustHold(should.get(i), migration.newer());
        }
        assertThat(migration.newer().query(IDS)).isEqualTo(ids);
      } finally {
        Servers.shared().old().start();
      }
    }
  }

  private static void replay(Migration migration, String marker) {
    migration.write(
        "mapping.sql",
        migration
            .read("mapping.sql")
            .replace("lower(c.email)", "upper(c.email)")
            .replace("WHERE s.shown", "WHERE s.shown AND s.scope <> 'scope 3'"));
    Outcome refused = migration.run("load");
    assertThat(refused.code()).as(refused.toString()).isEqualTo(1);
    assertThat(refused.err()).contains("mapping.sql").contains("replay");

    migration.run("replay").yes();
    RunningService transform = migration.start("transform");
    RunningService load = migration.start("load");
    migration.awaitDrained(marker);
    transform.stop();
    load.stop();
  }

  private static List<Comparison> mended() {
    return Shop.truth().stream()
        .map(
            truth ->
                new Comparison(
                    truth.table(),
                    truth.keyColumns(),
                    truth
                        .expected()
                        .replace("lower(email)", "upper(email)")
                        .replace("WHERE shown", "WHERE shown AND scope <> 'scope 3'"),
                    truth.actual()))
        .toList();
  }
}
