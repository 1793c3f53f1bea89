package dev.crossfade.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.e2e.harness.Migration;
import dev.crossfade.e2e.harness.OldTopic;
import dev.crossfade.e2e.harness.RunningService;
import dev.crossfade.e2e.harness.Services;
import dev.crossfade.e2e.harness.Services.Kind;
import dev.crossfade.e2e.shop.Shop;
import dev.crossfade.e2e.shop.ShopLife;
import dev.crossfade.testkit.Deadline;
import org.junit.jupiter.api.Test;

/** Whoever stops the program, by Ctrl-C or as a service manager does, finds everything later. */
class InterruptIT {

  private static final int CTRL_C = 130;
  private static final int TERMINATED = 143;
  private static final int CUSTOMERS = 1_000;

  /**
   * Seen red without {@code Interruption.onSignals}: the processes then just die, and status takes
   * their services for alive.
   */
  @Test
  void ctrlCStopsTheWholeProgramCleanlyAndTheNextRunGoesOn() {
    try (Migration migration = Shop.with(CUSTOMERS)) {
      migration.write(
          "migration.yaml",
          migration.read("migration.yaml") + "limits: { snapshot-rows-per-second: 1500 }\n");
      migration.run("prepare").yes();
      try (ShopLife life = ShopLife.start(migration.old(), CUSTOMERS, 5)) {
        RunningService inSnapshot = migration.start("run");
        try (OldTopic orders = OldTopic.of(migration, "orders")) {
          Deadline.until(
              Migration.WAIT_MAX, "some of the snapshot is read", () -> orders.size() > 500);
        }
        stopsCleanly(migration, inSnapshot);

        RunningService inStream = migration.start("run");
        migration.drain();
        goOn(life);
        stopsCleanly(migration, inStream);

        RunningService last = migration.start("run");
        goOn(life);
        life.stop();
        migration.drain();
        Shop.mustBeTrue(migration);
        stopsCleanly(migration, last);
      }
    }
  }

  private static void stopsCleanly(Migration migration, RunningService run) {
    assertThat(run.interrupt()).as(run.toString()).isEqualTo(CTRL_C);
    assertThat(run.output()).doesNotContain("not stopped cleanly", "a bug in", "Exception");
    assertThat(migration.status().path("phase").asText()).isEqualTo("stopped");
    assertThat(
            migration
                .old()
                .ask(
                    "SELECT count(*) FROM pg_replication_slots WHERE active AND slot_name = '%s'"
                        .formatted(migration.topics().slot())))
        .isEqualTo("0");
  }

  /** Seen red without {@code Interruption.onSignals}: see above. */
  @Test
  void eachServiceThatIsTerminatedStopsCleanlyAndItsSuccessorGoesOn() {
    try (Migration migration = Shop.with(CUSTOMERS)) {
      migration.run("prepare").yes();
      Services services = Services.startedOn(migration);
      migration.drain();
      try (ShopLife life = ShopLife.start(migration.old(), CUSTOMERS, 6)) {
        for (Kind kind : Kind.values()) {
          goOn(life);
          RunningService service = services.of(kind);
          assertThat(service.stop()).as(service.toString()).isEqualTo(TERMINATED);
          assertThat(service.output()).doesNotContain("not stopped cleanly", "a bug in");
          assertThat(migration.status().path("services").toString())
              .doesNotContain(
                  switch (kind) {
                    case EXTRACT -> "extractor";
                    case TRANSFORM -> "transformer";
                    case LOAD -> "loader";
                  });
          services.start(kind);
        }
        goOn(life);
        life.stop();
      }
      migration.drain();
      services.mustAllRun();
      Shop.mustBeTrue(migration);
    }
  }

  private static void goOn(ShopLife life) {
    long until = life.committed() + 300;
    Deadline.until(Migration.WAIT_MAX, "the shop has gone on", () -> life.committed() >= until);
  }
}
