package dev.crossfade.loader;

import dev.crossfade.control.StatusReport;
import dev.crossfade.control.StatusReport.TableProgress;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once a second how far each table is. */
final class Reporter implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Reporter.class);
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final int RATE_SECONDS = 10;
  private static final int LATENCY_SECONDS = 30;

  private record Sample(long nanos, Map<String, Long> rows) {}

  private final LoaderSettings settings;
  private final MigrationPlan plan;
  private final LoadFigures figures;
  private final Consumer<StatusReport> sink;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "crossfade-load-status");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Map<String, Long> waiting = Map.of();
  private long waitingAt = System.nanoTime() - SECOND_NANOS;
  private @Nullable Ledger ledger;
  private int reports;

  Reporter(
      LoaderSettings settings,
      MigrationPlan plan,
      LoadFigures figures,
      Consumer<StatusReport> sink) {
    this.settings = settings;
    this.plan = plan;
    this.figures = figures;
    this.sink = sink;
  }

  void start() {
    var unused = clock.scheduleWithFixedDelay(this::report, 1, 1, TimeUnit.SECONDS);
  }

  /** Notes, at most twice a second, what waits; called by the thread of the intake. */
  void waiting(Intake intake, Lanes lanes) {
    long now = System.nanoTime();
    if (now - waitingAt < SECOND_NANOS / 2) {
      return;
    }
    waitingAt = now;
    Map<String, Long> sum = new HashMap<>(lanes.queuedRecords());
    for (Map.Entry<TopicPartition, Long> each : intake.behind().entrySet()) {
      sum.merge(each.getKey().topic(), each.getValue(), Long::sum);
    }
    waiting = Map.copyOf(sum);
  }

  /** The last word of an instance. */
  void end(StatusReport.State state, List<String> reasons) {
    clock.shutdownNow();
    try {
      var unused = clock.awaitTermination(5, TimeUnit.SECONDS);
      sink.accept(
          new StatusReport(
              "loader",
              settings.instance(),
              plan.generation(),
              state,
              System.currentTimeMillis(),
              reasons,
              Map.of(),
              Map.of()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.debug("no last status", e);
    }
  }

  private void report() {
    try {
      sink.accept(build());
      if (++reports % LATENCY_SECONDS == 0) {
        figures.latency().reset();
      }
    } catch (SQLException | RuntimeException e) {
      closeLedger();
      log.debug("no status this second", e); // the next second tries again
    }
  }

  private StatusReport build() throws SQLException {
    Ledger open = ledger;
    if (open == null) {
      open = settings.newDatabase().ledger();
      ledger = open;
    }
    Map<String, Long> rows = new HashMap<>();
    Map<String, TableProgress> tables = new HashMap<>();
    for (NewTable table : plan.newTables()) {
      String topic = plan.topics().newTable(plan.generation(), table.id());
      rows.put(topic, figures.rows(topic));
      OptionalLong appliedUpTo = Heartbeats.appliedUpTo(open, plan, table);
      tables.put(
          table.id().quoted(),
          new TableProgress(
              figures.rows(topic),
              null,
              perSecond(topic),
              waiting.get(topic),
              appliedUpTo.isEmpty()
                  ? null
                  : Math.max(0, System.currentTimeMillis() / 1e3 - appliedUpTo.getAsLong() / 1e6),
              null));
    }
    samples.add(new Sample(System.nanoTime(), rows));
    if (samples.size() > RATE_SECONDS) {
      samples.remove();
    }
    return new StatusReport(
        "loader",
        settings.instance(),
        plan.generation(),
        StatusReport.State.STREAMING,
        System.currentTimeMillis(),
        figures.troubles(),
        tables,
        figures(open));
  }

  private double perSecond(String topic) {
    Sample first = samples.peek();
    if (first == null) {
      return 0;
    }
    double seconds = (System.nanoTime() - first.nanos()) / 1e9;
    return (figures.rows(topic) - first.rows().getOrDefault(topic, 0L)) / seconds;
  }

  private Map<String, Double> figures(Ledger open) throws SQLException {
    Map<String, Double> all = new HashMap<>();
    all.put("p50Millis", figures.latency().quantile(0.5));
    all.put("p99Millis", figures.latency().quantile(0.99));
    all.values().removeIf(value -> value.isNaN());
    all.put("dead", (double) open.dead(plan.generation()));
    all.put("parked", (double) open.parked(plan.generation()));
    return all;
  }

  private void closeLedger() {
    try {
      if (ledger != null) {
        ledger.close();
      }
    } catch (SQLException e) {
      log.debug("closing the status session", e);
    } finally {
      ledger = null;
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    closeLedger();
  }
}
