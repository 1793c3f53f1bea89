package dev.crossfade.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.e2e.harness.Migration;
import dev.crossfade.e2e.harness.Services;
import dev.crossfade.e2e.harness.Services.Kind;
import dev.crossfade.e2e.shop.Ledger;
import dev.crossfade.e2e.shop.ShopLife;
import dev.crossfade.testkit.Deadline;
import dev.crossfade.testkit.Seed;
import org.junit.jupiter.api.Test;

/** Rows of several old tables that become one row, through the built program. */
class MeetingRowsIT {

  /**
   * Parents come and go, children change their parents, groups empty, some rows that have met
   * cannot be written, and the transformer is killed in the middle. Seen red when the store has no
   * changelog.
   */
  @Test
  void rowsThatMeetStayTrueWhileTheyAreWrittenToAndTheTransformerIsKilled() {
    long seed = Seed.of(MeetingRowsIT.class);
    int customers = 60;
    try (Migration migration = Ledger.with(customers)) {
      migration.run("check").yes();
      migration.run("prepare").yes();
      Services services = Services.startedOn(migration);
      try (ShopLife life = ShopLife.start(migration.old(), customers, seed)) {
        Deadline.until(
            Migration.WAIT_MAX,
            "rows have met", // before that it has kept nothing yet
            () -> "t".equals(migration.newer().ask("SELECT EXISTS (SELECT FROM sale)")));
        long met = life.committed() + 300;
        Deadline.until(Migration.WAIT_MAX, "the shop worked", () -> life.committed() > met);
        services.killAndRestart(Kind.TRANSFORM);
        long until = life.committed() + 300;
        Deadline.until(Migration.WAIT_MAX, "the shop goes on", () -> life.committed() > until);
        life.stop();
      }
      services.mustAllRun();
      migration.drain();
      Ledger.mustBeTrue(migration);
      assertThat(migration.newer().ask("SELECT count(*) FROM crossfade.dead"))
          .isEqualTo(Ledger.deadLetters(migration));
      assertThat(migration.run("verify", "--json").yes().json().path("equal").asBoolean()).isTrue();
    }
  }
}
