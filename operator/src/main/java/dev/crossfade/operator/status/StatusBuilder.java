package dev.crossfade.operator.status;

import dev.crossfade.control.StatusReport.State;
import dev.crossfade.mapping.plan.MappedStatement;
import dev.crossfade.mapping.plan.PlanJson;
import dev.crossfade.operator.status.MigrationStatus.ServiceState;
import dev.crossfade.operator.status.MigrationStatus.Snapshot;
import dev.crossfade.operator.status.MigrationStatus.Stage;
import dev.crossfade.operator.status.MigrationStatus.Table;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.TableId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts a status together. */
final class StatusBuilder {

  /** Markers go twice a second, so what is further behind waits for something. */
  static final double CAUGHT_UP_SECONDS = 5;

  private final MigrationPlan plan;
  private final List<MappedStatement> statements;
  private final Reports extractor;
  private final Reports transformer;
  private final Reports loader;
  private final Optional<NewDatabaseFacts> facts;

  StatusBuilder(
      MigrationPlan plan,
      Reports extractor,
      Reports transformer,
      Reports loader,
      Optional<NewDatabaseFacts> facts) {
    this.plan = plan;
    this.statements = PlanJson.read(plan.statements());
    this.extractor = extractor;
    this.transformer = transformer;
    this.loader = loader;
    this.facts = facts;
  }

  MigrationStatus build(@Nullable Long retainedBytes, Instant at) {
    List<Table> tables = plan.newTables().stream().map(table -> table(table, at)).toList();
    List<String> hindrances = hindrances(tables);
    boolean caughtUp = hindrances.isEmpty();
    List<String> reasons = new ArrayList<>(hindrances);
    reasons.addAll(gates(tables));
    return new MigrationStatus(
        plan.migration(),
        plan.generation(),
        phase(tables),
        reasons.isEmpty(),
        caughtUp,
        reasons,
        tables,
        new MigrationStatus.Slot(retainedBytes),
        services(),
        at.toString(),
        List.of());
  }

  private Table table(NewTable table, Instant at) {
    List<TableId> old = oldTables(table);
    TableId id = table.id();
    long read = old.stream().mapToLong(extractor::rows).sum();
    Stage load = stage(loader, id);
    Snapshot snapshot =
        new Snapshot(
            read,
            total(old, read),
            load.lagSeconds() != null && old.stream().allMatch(extractor::snapshotDone));
    Stage extract =
        new Stage(read, old.stream().mapToDouble(extractor::perSecond).sum(), null, extractLag(at));
    return new Table(
        old.stream().map(TableId::toString).toList(),
        id.toString(),
        snapshot,
        extract,
        stage(transformer, id),
        load,
        eta(snapshot, extract, load),
        facts.map(known -> known.dead().getOrDefault(id.quoted(), 0L)).orElse(null),
        facts.map(known -> known.parked().getOrDefault(id.quoted(), 0L)).orElse(null),
        table.conflict() == NewTable.Conflict.LAST_WINS
            ? transformer.count("standBehindRows " + id.quoted())
            : null);
  }

  private List<TableId> oldTables(NewTable table) {
    return statements.stream()
        .filter(statement -> statement.newTable().equals(table.id()))
        .map(MappedStatement::oldTable)
        .distinct()
        .toList();
  }

  private static Stage stage(Reports service, TableId table) {
    return new Stage(
        service.rows(table),
        service.perSecond(table),
        service.lagChanges(table),
        service.lagSecondsMost(table));
  }

  /** The estimate, or what was read if that is more; null if a table's is not known. */
  private @Nullable Long total(List<TableId> old, long read) {
    List<Long> known =
        old.stream()
            .map(extractor::rowsTotal)
            .filter(Objects::nonNull)
            .map(Long.class::cast)
            .toList();
    return known.size() < old.size()
        ? null
        : Long.valueOf(Math.max(read, known.stream().mapToLong(Long::longValue).sum()));
  }

  private @Nullable Double extractLag(Instant at) {
    Double committedAt = extractor.figure("committedAtMillis");
    return committedAt == null || !extractor.anyIn(State.STREAMING)
        ? null
        : Double.valueOf(Math.max(0, at.toEpochMilli() - committedAt) / 1000);
  }

  private static @Nullable Double eta(Snapshot snapshot, Stage extract, Stage load) {
    if (isCaughtUp(load)) {
      return 0.0;
    }
    Double reading = 0.0;
    Long total = snapshot.total();
    if (!snapshot.done() && total != null && snapshot.rows() < total) {
      reading = time(total - snapshot.rows(), extract.perSecond());
    }
    Long waiting = load.lagChanges();
    Double loading = waiting == null ? null : time(waiting, load.perSecond());
    return reading == null || loading == null ? null : Double.valueOf(Math.max(reading, loading));
  }

  private static @Nullable Double time(long rows, double perSecond) {
    return rows == 0 ? Double.valueOf(0) : perSecond < 1 ? null : Double.valueOf(rows / perSecond);
  }

  private static boolean isCaughtUp(Stage load) {
    Double lag = load.lagSeconds();
    return lag != null && lag <= CAUGHT_UP_SECONDS;
  }

  private String phase(List<Table> tables) {
    if (!extractor.isAlive() && !transformer.isAlive() && !loader.isAlive()) {
      return "stopped";
    }
    boolean behind = tables.stream().anyMatch(table -> !isCaughtUp(table.load()));
    if (plan.generation() > 1 && behind && !extractor.anyIn(State.SNAPSHOT)) {
      return "replaying";
    }
    boolean loading = tables.stream().anyMatch(table -> table.load().lagSeconds() == null);
    return loading || extractor.anyIn(State.SNAPSHOT) ? "snapshot" : "streaming";
  }

  /** Why it is not caught up. */
  private List<String> hindrances(List<Table> tables) {
    List<String> reasons = new ArrayList<>();
    for (Map.Entry<Reports, String> service :
        List.of(
            Map.entry(extractor, "extract"),
            Map.entry(transformer, "transform"),
            Map.entry(loader, "load"))) {
      if (!service.getKey().isAlive()) {
        String name = service.getKey().service();
        reasons.add(
            service
                .getKey()
                .failure()
                .map(why -> "the " + name + " ended: " + why)
                .orElse("no " + name + " runs: crossfade run, or crossfade " + service.getValue()));
      }
      service.getKey().living().forEach(report -> reasons.addAll(report.reasons()));
    }
    if (extractor.isAlive() && !extractor.anyIn(State.STREAMING)) {
      reasons.add("the extractor does not follow the old log yet");
    }
    for (Table table : tables) {
      Double lag = table.load().lagSeconds();
      if (lag == null) {
        reasons.add(table.newTable() + " is not loaded yet");
      } else if (lag > CAUGHT_UP_SECONDS) {
        reasons.add(String.format(Locale.ROOT, "%s is %.0f s behind", table.newTable(), lag));
      }
      Long parked = table.parked();
      if (parked != null && parked > 0) {
        reasons.add(table.newTable() + ": " + parked + " rows wait for a unique value");
      }
    }
    if (facts.isEmpty()) {
      reasons.add("the new database does not answer");
    }
    return reasons;
  }

  /** What else stands before a cutover. */
  private List<String> gates(List<Table> tables) {
    List<String> reasons = new ArrayList<>();
    long dead =
        tables.stream().map(Table::dead).filter(Objects::nonNull).mapToLong(Long::longValue).sum()
            + facts.map(known -> known.dead().getOrDefault("", 0L)).orElse(0L);
    if (dead > 0) {
      reasons.add(dead + " dead letters are not waived: crossfade dead list");
    }
    if (facts.isPresent() && !facts.get().indexesBack()) {
      reasons.add("secondary indexes are not back yet");
    }
    return reasons;
  }

  private List<ServiceState> services() {
    return Stream.of(extractor, transformer, loader)
        .flatMap(reports -> reports.living().stream())
        .map(
            report ->
                new ServiceState(
                    report.service(),
                    report.instance(),
                    report.state().name().toLowerCase(Locale.ROOT),
                    report.reasons()))
        .toList();
  }
}
