package dev.crossfade.operator.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code status}; its JSON is a contract, to which fields are only ever added.
 *
 * @param phase {@code snapshot}, {@code streaming}, {@code replaying} or {@code stopped}
 * @param ready whether a cutover would find its gates open, as far as this version knows them
 * @param caughtUp whether all services run and the new database holds all but the last seconds
 * @param reasons why it is not ready, for people
 * @param at ISO 8601, UTC
 * @param stages as migration.yaml declares them, in order; empty if it does not
 */
@JsonPropertyOrder({
  "migration",
  "generation",
  "phase",
  "ready",
  "caughtUp",
  "reasons",
  "tables",
  "slot",
  "services",
  "at",
  "stages"
})
public record MigrationStatus(
    String migration,
    int generation,
    String phase,
    boolean ready,
    boolean caughtUp,
    List<String> reasons,
    List<Table> tables,
    Slot slot,
    List<ServiceState> services,
    String at,
    List<StageProgress> stages) {

  public MigrationStatus {
    reasons = List.copyOf(reasons);
    tables = List.copyOf(tables);
    services = List.copyOf(services);
    stages = List.copyOf(stages);
  }

  /** The same, with how far each stage of the snapshot is. */
  MigrationStatus with(List<dev.crossfade.operator.config.Stage> declared) {
    return new MigrationStatus(
        migration,
        generation,
        phase,
        ready,
        caughtUp,
        reasons,
        tables,
        slot,
        services,
        at,
        declared.stream().map(stage -> StageProgress.of(stage, tables)).toList());
  }

  /**
   * One stage of migration.yaml.
   *
   * @param tables how many new tables it has
   * @param done how many of them have their snapshot loaded
   * @param rows loaded into them by the instances that run, since they started
   */
  public record StageProgress(String name, int tables, int done, long rows) {
    private static StageProgress of(dev.crossfade.operator.config.Stage stage, List<Table> tables) {
      List<Table> ours =
          tables.stream()
              .filter(
                  table ->
                      stage.tables().stream()
                          .anyMatch(
                              entry ->
                                  table
                                      .newTable()
                                      .substring(table.newTable().lastIndexOf('.') + 1)
                                      .equals(entry.table())))
              .toList();
      return new StageProgress(
          stage.name(),
          ours.size(),
          (int) ours.stream().filter(table -> table.snapshot().done()).count(),
          ours.stream().mapToLong(table -> table.load().rows()).sum());
    }
  }

  /**
   * One new table.
   *
   * @param old the old tables that its rows come from
   * @param newTable its name; {@code new} in JSON
   * @param etaSeconds until it is caught up; null if it cannot be told
   * @param dead dead letters that are not waived; null if the new database does not answer
   * @param parked rows that wait for a unique value; null if the new database does not answer
   * @param conflicts what old rows make for a key at which another stands that wins by ON CONFLICT
   *     … DO UPDATE; null if no transformer tells, or there can be none
   */
  public record Table(
      List<String> old,
      @JsonProperty("new") String newTable,
      Snapshot snapshot,
      Stage extract,
      Stage transform,
      Stage load,
      @Nullable Double etaSeconds,
      @Nullable Long dead,
      @Nullable Long parked,
      @Nullable Long conflicts) {

    public Table {
      old = List.copyOf(old);
    }
  }

  /**
   * The first reading of the old tables.
   *
   * @param rows read so far
   * @param total as the old catalog estimates it; null if it cannot
   * @param done whether it is loaded
   */
  public record Snapshot(long rows, @Nullable Long total, boolean done) {}

  /**
   * One service's share of a table.
   *
   * @param rows by the instances that run, since they started
   * @param lagChanges records that wait before it; null if not known
   * @param lagSeconds how old what it last passed on is; null if not known
   */
  public record Stage(
      long rows, double perSecond, @Nullable Long lagChanges, @Nullable Double lagSeconds) {}

  /** How much log the old database keeps for us; null if it cannot be told. */
  public record Slot(@Nullable Long retainedBytes) {}

  /** One instance of a service. */
  public record ServiceState(String service, String instance, String state, List<String> reasons) {
    public ServiceState {
      reasons = List.copyOf(reasons);
    }
  }
}
