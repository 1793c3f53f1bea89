package dev.crossfade.e2e;

import dev.crossfade.e2e.harness.Migration;
import dev.crossfade.e2e.harness.OldTopic;
import dev.crossfade.e2e.harness.Servers;
import dev.crossfade.e2e.harness.Services;
import dev.crossfade.e2e.harness.Services.Kind;
import dev.crossfade.e2e.shop.Shop;
import dev.crossfade.e2e.shop.ShopLife;
import dev.crossfade.testkit.Deadline;
import dev.crossfade.testkit.Seed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Any service, or any server under it, is killed with SIGKILL at any instant: afterwards the new
 * database holds exactly what the old one says.
 */
class KillIT {

  private final long seed = Seed.of(KillIT.class);
  private final Random random = new Random(seed);

  @Test
  void eachServiceIsKilledAFewTimesInSnapshotAndStream() {
    killServices(2_000, 2, 3);
  }

  @Test
  @Tag("long")
  void eachServiceIsKilledTwentyTimesInSnapshotAndStream() {
    killServices(20_000, 7, 20);
  }

  /**
   * Seen red when an extractor takes a snapshot that was cut short for done ({@code
   * ExtractorRun.run}).
   */
  private void killServices(int customers, int snapshotKills, int streamKills) {
    try (Migration migration = Shop.with(customers)) {
      // 6 rows a customer; slow enough for the kills to fall into it
      limit(migration, "snapshot-rows-per-second: " + customers / 2);
      migration.run("prepare").yes();
      Services services = Services.startedOn(migration);
      try (ShopLife life = ShopLife.start(migration.old(), customers, seed)) {
        killDuringSnapshot(migration, services, customers, snapshotKills);
        killDuringStream(migration, services, life, streamKills);
        life.stop();
      }
      services.mustAllRun();
      migration.drain();
      Shop.mustBeTrue(migration);
    }
  }

  private void killDuringSnapshot(
      Migration migration, Services services, int customers, int kills) {
    try (OldTopic orders = OldTopic.of(migration, "orders")) {
      for (int kill = 1; kill <= kills; kill++) {
        long rows = 4L * customers * kill / (kills + 2);
        Deadline.until(
            Migration.WAIT_MAX,
            "the snapshot has read " + rows + " rows",
            () -> orders.size() > rows);
        services.killAndRestart(kill % 2 == 1 ? Kind.EXTRACT : anyKind());
      }
    }
  }

  private void killDuringStream(
      Migration migration, Services services, ShopLife life, int killsOfEach) {
    migration.drain();
    List<Kind> victims = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      victims.addAll(Collections.nCopies(killsOfEach, kind));
    }
    Collections.shuffle(victims, random);
    for (Kind victim : victims) {
      long until = life.committed() + random.nextInt(1_000);
      Deadline.until(Migration.WAIT_MAX, "the shop has gone on", () -> life.committed() >= until);
      services.killAndRestart(victim);
    }
  }

  private Kind anyKind() {
    return Kind.values()[random.nextInt(Kind.values().length)];
  }

  /**
   * Red when the loader goes on believing in ids that it gave out before the new database died
   * (TableWriter.forget without the ids): rows become dead letters. A lost connection is passed
   * over twice: red when Failure does not take SQLSTATEs 08 and 57P for passing and RestartPolicy
   * starts nothing again, green with either of the two.
   */
  @Test
  void theServersDieUnderTheServicesAndComeBack() {
    int customers = 1_000;
    try (Migration migration = Shop.with(customers)) {
      migration.run("prepare").yes();
      Services services = Services.startedOn(migration);
      migration.drain();
      Servers servers = Servers.shared();
      try (ShopLife life = ShopLife.start(migration.old(), customers, seed)) {
        goOn(life);
        servers.newer().kill();
        servers.newer().start();
        goOn(life);
        servers.broker().kill();
        servers.broker().start();
        goOn(life);
        servers.old().kill();
        servers.old().start();
        goOn(life);
        life.stop();
      }
      migration.drain();
      services.mustAllRun();
      Shop.mustBeTrue(migration);
    }
  }

  /** Red when Transaction does not make the commit of a drain's marker durable. */
  @Test
  void whatADrainHasShownOutlivesTheNewDatabase() {
    try (Migration migration = Shop.with(200)) {
      migration.run("prepare").yes();
      Services services = Services.startedOn(migration);
      migration.drain();
      services.of(Kind.LOAD).kill(); // or it would load again what is lost
      Servers.shared().newer().kill();
      Servers.shared().newer().start();
      Shop.mustBeTrue(migration);
    }
  }

  private static void goOn(ShopLife life) {
    long until = life.committed() + 500;
    Deadline.until(Migration.WAIT_MAX, "the shop has gone on", () -> life.committed() >= until);
  }

  private static void limit(Migration migration, String limit) {
    migration.write(
        "migration.yaml", migration.read("migration.yaml") + "limits: { " + limit + " }\n");
  }
}
