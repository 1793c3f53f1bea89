package dev.crossfade.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.e2e.harness.Migration;
import dev.crossfade.e2e.harness.Outcome;
import dev.crossfade.e2e.harness.Services;
import dev.crossfade.e2e.theprogram.OneUser;
import dev.crossfade.operator.demo.LiveWorkload;
import dev.crossfade.testkit.Deadline;
import dev.crossfade.testkit.Seed;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** One user moves out of a shared PostgreSQL into a SQLite file while all users go on working. */
class TheprogramIT {

  private static final List<List<String>> NONE = List.of(List.of("0"));

  private final long seed = Seed.of(TheprogramIT.class);
  private final Random random = new Random(seed);

  /**
   * The loader is killed within the snapshot and within the changes. Seen red, with what leaked
   * told, when one of these is taken out of mapping.sql: {@code AND o.user_id = h.user_id} or
   * {@code AND (h.client_id IS NULL OR c.user_id = h.user_id)} of charts, {@code AND c.user_id =
   * n.user_id} of session_notes, {@code WHERE u.email = :user_email} of all statements.
   */
  @Test
  void theFileIsHersAloneAndTrueThoughTheLoaderIsKilled() {
    OneUser user = OneUser.with(6_000, seed);
    try (Migration migration = user.migration()) {
      migration.run("prepare").yes();
      Services services = Services.startedOn(migration);
      Deadline.until(
          Migration.WAIT_MAX, "some places are loaded", () -> user.count("location_cache") > 0);
      services.killAndRestart(Services.Kind.LOAD);
      try (LiveWorkload life = user.life(seed, 300)) {
        life.start();
        for (int kill = 0; kill < 2; kill++) {
          long until = life.totals().rowChanges() + 300 + random.nextInt(600);
          Deadline.until(
              Migration.WAIT_MAX,
              "the users have gone on",
              () -> life.totals().rowChanges() >= until || !life.working());
          services.killAndRestart(Services.Kind.LOAD);
        }
        life.stop();
      }
      services.mustAllRun();
      migration
          .old()
          .execute(
              "UPDATE charts SET chart_data = '{}' WHERE id = (SELECT id FROM truth.chart ORDER BY id LIMIT 1)",
              "UPDATE transit_events SET orb = 0, is_applying = false WHERE id = (SELECT id"
                  + " FROM transit_events WHERE chart_id IN (SELECT id FROM truth.chart) LIMIT 1)");
      migration.drain();

      assertThat(user.leaked()).isEmpty();
      user.mustBeTrue();
      mustHaveKeptWhatLooksFalse(user, migration);
      // The dead letters are the notes without a text, and nothing else.
      assertThat(user.query("SELECT DISTINCT sql_state, column_name FROM crossfade_dead"))
          .isSubsetOf(List.of(List.of("23502", "note_content")));
      migration.run("verify").yes();
      aChangedValueMustBeFoundThoughAllCountsAreEqual(user, migration);
    }
  }

  /**
   * The scripts before this one compared counts, and never looked at the checksums that they wrote.
   * Seen red without {@code SqliteGuard.put}, and when {@code Fingerprints.differing} compares the
   * numbers of rows only.
   */
  private static void aChangedValueMustBeFoundThoughAllCountsAreEqual(
      OneUser user, Migration migration) {
    String change =
        "UPDATE charts SET chart_data = '{\"changed\": true}' WHERE id = (SELECT min(id) FROM charts)";
    user.mustRefuse(change);
    user.execute(user.guardsOf("charts"));
    user.execute(List.of(change));
    Outcome verify = migration.run("verify");
    assertThat(verify.code()).as(verify.toString()).isEqualTo(1);
    assertThat(verify.out()).contains("charts");
  }

  /**
   * The scripts before this one wrote NULL for every value that Python takes for false. The
   * comparison of all rows sees it too; here such rows have to be there.
   */
  private static void mustHaveKeptWhatLooksFalse(OneUser user, Migration migration) {
    assertThat(user.query("SELECT count(*) FROM charts WHERE chart_data IN ('{}', '[]')"))
        .isEqualTo(
            migration
                .old()
                .query(
                    "SELECT count(*) FROM charts WHERE chart_data::text IN ('{}', '[]')"
                        + " AND id IN (SELECT id FROM truth.chart)"))
        .isNotEqualTo(NONE);
    assertThat(user.query("SELECT count(*) FROM transit_events WHERE orb = 0 AND is_applying = 0"))
        .isEqualTo(
            migration
                .old()
                .query(
                    "SELECT count(*) FROM transit_events WHERE orb = 0 AND NOT is_applying"
                        + " AND chart_id IN (SELECT id FROM truth.chart)"))
        .isNotEqualTo(NONE);
  }
}
