package dev.crossfade.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.e2e.harness.Migration;
import dev.crossfade.e2e.harness.RunningService;
import dev.crossfade.e2e.shop.Shop;
import dev.crossfade.e2e.shop.ShopLife;
import dev.crossfade.testkit.Deadline;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two of a service at once: a second extractor takes over, transformers and loaders share. */
class RivalsIT {

  private static final int CUSTOMERS = 600;

  /** Changes nearly every row of the new database. */
  private static final String RELABEL =
      "UPDATE customer SET city = '%1$s', phone_home = '+4 %1$s'; UPDATE orders SET note = '%1$s'";

  private static final String COPYING =
      "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
          + " AND state = 'active' AND wait_event = 'ClientRead' AND query LIKE 'COPY%'";

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

  /** A loader that stood still while another took its partitions over wakes and writes. */
  @Test
  @Tag("long")
  void aLoaderThatWasFrozenIsRefusedAndNothingIsWrittenTwice() {
    try (Migration migration = Shop.with(CUSTOMERS)) {
      RunningService frozen = migrating(migration);
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
   * PostgreSQL does not end a session that waits for the rest of a COPY: the other loader has to.
   * What the frozen one was about to write is overtaken meanwhile; it wakes with it in its hands.
   * Seen red without the compare-and-set of the offsets in Applied: 528 of 600 accounts go back to
   * what they were. StandstillIT shows in seconds who is ended.
   */
  @Test
  @Tag("long")
  void aLoaderFrozenInACopyIsEndedByTheOneThatTakesItsPartitionsOver() {
    try (Migration migration = Shop.with(CUSTOMERS)) {
      RunningService frozen = migrating(migration);
      freezeInACopy(migration, frozen);
      migration.old().execute(RELABEL.formatted("last"));
      RunningService other = migration.start("load");
      migration.drain(); // by the other one alone
      assertThat(other.output()).contains("another loader stands still");
      frozen.thaw();
      Deadline.until(
          Migration.WAIT_MAX,
          "the woken loader has seen that its session is gone",
          () -> frozen.output().contains("the new database does not take rows"));
      migration.drain();
      assertThat(other.isAlive()).as(other.toString()).isTrue();
      assertThat(frozen.isAlive()).as(frozen.toString()).isTrue();
      Shop.mustBeTrue(migration);
    }
  }

  private static RunningService migrating(Migration migration) {
    migration.run("prepare").yes();
    migration.start("extract");
    migration.start("transform");
    RunningService loader = migration.start("load");
    migration.drain();
    return loader;
  }

  private static void freezeOutsideACopy(Migration migration, RunningService loader) {
    freeze(
        loader,
        "the loader is frozen outside a COPY",
        () -> "0".equals(migration.newer().ask(COPYING)));
  }

  /** Gives it rows to copy until it is caught. */
  private static void freezeInACopy(Migration migration, RunningService loader) {
    AtomicInteger round = new AtomicInteger();
    Deadline.until(
        Migration.WAIT_MAX,
        "the loader is frozen in a COPY",
        () -> {
          migration.old().execute(RELABEL.formatted(round.incrementAndGet()));
          return frozenSoon(
              loader, () -> "t".equals(migration.newer().ask("SELECT (" + COPYING + ") > 0")));
        });
  }

  /** Several tries while the loader is at work. */
  private static boolean frozenSoon(RunningService loader, Callable<Boolean> condition)
      throws Exception {
    for (int i = 0; i < 40; i++) {
      if (frozen(loader, condition)) {
        return true;
      }
    }
    return false;
  }

  private static void freeze(RunningService loader, String what, Callable<Boolean> condition) {
    Deadline.until(Migration.WAIT_MAX, what, () -> frozen(loader, condition));
  }

  private static boolean frozen(RunningService loader, Callable<Boolean> condition)
      throws Exception {
    loader.freeze();
    if (condition.call() && condition.call()) { // the server has read what was on its way
      return true;
    }
    loader.thaw();
    return false;
  }
}
