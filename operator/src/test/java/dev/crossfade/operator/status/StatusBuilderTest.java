package dev.crossfade.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossfade.control.StatusReport;
import dev.crossfade.control.StatusReport.State;
import dev.crossfade.control.StatusReport.TableProgress;
import dev.crossfade.mapping.plan.PlanJson;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.TableId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatusBuilderTest {

  private static final TableId PEOPLE = new TableId("public", "people");
  private static final long NOW = 1_000_000;

  private final List<StatusReport> reports = new ArrayList<>();
  private NewTable.Conflict conflict = NewTable.Conflict.FIRST_STANDS;

  // Seen red when only the first instance is asked, and when a table without DO UPDATE shows them.
  @Test
  void rowsThatStandBehindAnotherAreCountedOverAllTransformers() {
    Map<String, Double> behind = Map.of("standBehindRows " + PEOPLE.quoted(), 2.0);
    for (String instance : List.of("a", "b")) {
      reports.add(
          new StatusReport(
              "transformer", instance, 1, State.STREAMING, NOW, List.of(), Map.of(), behind));
    }
    NewDatabaseFacts facts = new NewDatabaseFacts(Map.of(), Map.of(), true);

    assertThat(build(1, facts).tables().get(0).conflicts()).isNull();
    conflict = NewTable.Conflict.LAST_WINS;
    assertThat(build(1, facts).tables().get(0).conflicts()).isEqualTo(4);
    assertThat(new ObjectMapper().valueToTree(build(1, facts)).at("/tables/0/conflicts").asLong())
        .isEqualTo(4);
  }

  @Test
  void allServicesWithALittleLagAreReady() {
    report("extractor", State.STREAMING, 0.1);
    report("transformer", State.STREAMING, 0.2);
    report("loader", State.STREAMING, 0.4);

    MigrationStatus status = build(1, new NewDatabaseFacts(Map.of(), Map.of(), true));

    assertThat(status.reasons()).isEmpty();
    assertThat(status.ready()).isTrue();
    assertThat(status.phase()).isEqualTo("streaming");
    assertThat(status.tables().get(0).etaSeconds()).isZero();
  }

  @Test
  void aServiceThatIsSilentForTenSecondsIsMissed() {
    report("extractor", State.STREAMING, 0.1);
    report("transformer", State.STREAMING, 0.2);
    reports.add(loader(State.STREAMING, 0.4, NOW - 10_001));

    MigrationStatus status = build(1, new NewDatabaseFacts(Map.of(), Map.of(), true));

    assertThat(status.caughtUp()).isFalse();
    assertThat(status.reasons()).anyMatch(reason -> reason.startsWith("no loader runs"));
  }

  @Test
  void aServiceThatStoppedIsNotAlive() {
    report("extractor", State.STOPPED, 0.1);
    report("transformer", State.FAILED, 0.2);
    report("loader", State.STOPPED, 0.4);

    assertThat(build(1, new NewDatabaseFacts(Map.of(), Map.of(), true)).phase())
        .isEqualTo("stopped");
  }

  @Test
  void deadLettersHinderACutoverButAreCaughtUp() {
    report("extractor", State.STREAMING, 0.1);
    report("transformer", State.STREAMING, 0.2);
    report("loader", State.STREAMING, 0.4);

    MigrationStatus status =
        build(1, new NewDatabaseFacts(Map.of(PEOPLE.quoted(), 3L), Map.of(), false));

    assertThat(status.caughtUp()).isTrue();
    assertThat(status.ready()).isFalse();
    assertThat(status.reasons())
        .containsExactly(
            "3 dead letters are not waived: crossfade dead list",
            "secondary indexes are not back yet");
    assertThat(status.tables().get(0).dead()).isEqualTo(3);
  }

  @Test
  void parkedRowsAndLagAreReasonsWithTheirTable() {
    report("extractor", State.STREAMING, 0.1);
    report("transformer", State.STREAMING, 0.2);
    report("loader", State.STREAMING, 30.0);

    MigrationStatus status =
        build(1, new NewDatabaseFacts(Map.of(), Map.of(PEOPLE.quoted(), 2L), true));

    assertThat(status.reasons())
        .containsExactly(
            "public.people is 30 s behind", "public.people: 2 rows wait for a unique value");
  }

  @Test
  void theSnapshotIsThePhaseUntilItIsLoaded() {
    report("extractor", State.SNAPSHOT, null);
    report("transformer", State.SNAPSHOT, null);
    report("loader", State.STREAMING, null);

    assertThat(build(1, new NewDatabaseFacts(Map.of(), Map.of(), false)).phase())
        .isEqualTo("snapshot");
  }

  @Test
  void aLaterGenerationThatIsBehindIsReplaying() {
    report("extractor", State.STREAMING, 0.1);
    report("transformer", State.STREAMING, 0.2);
    report("loader", State.STREAMING, null);

    assertThat(build(2, new NewDatabaseFacts(Map.of(), Map.of(), false)).phase())
        .isEqualTo("replaying");
  }

  @Test
  void aHeldExtractorSaysWhy() {
    reports.add(
        new StatusReport(
            "extractor",
            "a",
            1,
            State.HELD,
            NOW,
            List.of("TRUNCATE of users"),
            Map.of(),
            Map.of()));

    assertThat(build(1, new NewDatabaseFacts(Map.of(), Map.of(), true)).reasons())
        .contains("TRUNCATE of users");
  }

  // Seen red when Reports.failure is always empty: status then asks to run it again.
  @Test
  void anExtractorThatDroppedItsSlotSaysWhyItEnded() {
    report("transformer", State.STREAMING, 0.2);
    report("loader", State.STREAMING, 0.4);
    String why = "the slot was dropped (wal-over-budget: drop). Start over";
    reports.add(
        new StatusReport(
            "extractor", "a", 1, State.STREAMING, NOW - 60_000, List.of(), Map.of(), Map.of()));
    reports.add(
        new StatusReport(
            "extractor", "b", 1, State.FAILED, NOW - 50_000, List.of(why), Map.of(), Map.of()));

    assertThat(build(1, new NewDatabaseFacts(Map.of(), Map.of(), true)).reasons())
        .contains("the extractor ended: " + why)
        .noneMatch(reason -> reason.contains("no extractor runs"));
  }

  @Test
  void anExtractorOverItsLogBudgetCallsForHelpWhileItReads() {
    reports.add(
        new StatusReport(
            "extractor",
            "a",
            1,
            State.STREAMING,
            NOW,
            List.of("more than wal-retained-max: make room there"),
            Map.of(),
            Map.of()));

    MigrationStatus status = build(1, new NewDatabaseFacts(Map.of(), Map.of(), true));

    assertThat(status.reasons()).contains("more than wal-retained-max: make room there");
    assertThat(status.caughtUp()).isFalse();
  }

  @Test
  void theJsonHasTheFieldsOfTheContract() {
    report("extractor", State.STREAMING, 0.1);

    JsonNode json =
        new ObjectMapper().valueToTree(build(1, new NewDatabaseFacts(Map.of(), Map.of(), true)));

    assertThat(json.fieldNames())
        .toIterable()
        .contains("migration", "generation", "phase", "ready", "reasons", "tables", "slot", "at");
    assertThat(json.get("tables").get(0).fieldNames())
        .toIterable()
        .contains(
            "old",
            "new",
            "snapshot",
            "extract",
            "transform",
            "load",
            "etaSeconds",
            "dead",
            "parked",
            "conflicts");
    assertThat(json.get("slot").has("retainedBytes")).isTrue();
  }

  private MigrationStatus build(int generation, NewDatabaseFacts facts) {
    NewTable people =
        new NewTable(PEOPLE, List.of(), List.of(), conflict, NewTable.Path.DIRECT, null, List.of());
    MigrationPlan plan =
        new MigrationPlan(
            "m",
            generation,
            "hash",
            2,
            List.of(),
            List.of(people),
            PlanJson.write(List.of()),
            Map.of(),
            170_000);
    return new StatusBuilder(
            plan,
            Reports.of(reports, "extractor", 0, NOW),
            Reports.of(reports, "transformer", 0, NOW),
            Reports.of(reports, "loader", 0, NOW),
            Optional.of(facts))
        .build(1024L, Instant.ofEpochMilli(NOW));
  }

  private void report(String service, State state, @Nullable Double lagSeconds) {
    reports.add(of(service, state, lagSeconds, NOW));
  }

  private static StatusReport loader(State state, @Nullable Double lagSeconds, long atMillis) {
    return of("loader", state, lagSeconds, atMillis);
  }

  private static StatusReport of(
      String service, State state, @Nullable Double lagSeconds, long atMillis) {
    return new StatusReport(
        service,
        "a",
        1,
        state,
        atMillis,
        List.of(),
        Map.of(PEOPLE.quoted(), new TableProgress(10, null, 1.0, 0L, lagSeconds, null)),
        Map.of());
  }
}
