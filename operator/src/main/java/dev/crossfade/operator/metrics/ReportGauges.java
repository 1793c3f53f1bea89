package dev.crossfade.operator.metrics;

import dev.crossfade.control.ControlException;
import dev.crossfade.control.ControlTopic;
import dev.crossfade.control.StatusReport;
import dev.crossfade.operator.services.ServiceKind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The status reports of this process's services as gauges: {@code crossfade_rows}, {@code
 * crossfade_rows_per_second}, {@code crossfade_lag_seconds}, {@code crossfade_lag_changes} by
 * service, instance and table; {@code crossfade_up} by service and instance; each figure under its
 * own name.
 */
final class ReportGauges {

  private static final Logger LOG = LoggerFactory.getLogger(ReportGauges.class);
  private static final long ALIVE_MILLIS = 10_000;

  private final MeterRegistry registry;
  private final ControlTopic control;
  private final List<String> services;
  private final Map<String, MultiGauge> gauges = new TreeMap<>();

  ReportGauges(MeterRegistry registry, ControlTopic control, List<ServiceKind> kinds) {
    this.registry = registry;
    this.control = control;
    this.services = kinds.stream().map(ServiceKind::word).toList();
  }

  /** Takes over what the services last said. */
  synchronized void refresh() {
    Map<String, List<MultiGauge.Row<?>>> rows = new TreeMap<>();
    gauges.keySet().forEach(name -> rows.put(name, new ArrayList<>()));
    try {
      long now = System.currentTimeMillis();
      for (StatusReport report : control.readAll("status/", StatusReport.class).values()) {
        if (services.contains(report.service()) && now - report.atMillis() < ALIVE_MILLIS) {
          add(rows, report);
        }
      }
    } catch (ControlException noAnswer) {
      LOG.debug("no metrics of the services this time", noAnswer);
    }
    rows.forEach(
        (name, all) ->
            gauges
                .computeIfAbsent(name, each -> MultiGauge.builder(each).register(registry))
                .register(all, true));
  }

  private static void add(Map<String, List<MultiGauge.Row<?>>> rows, StatusReport report) {
    Tags tags = Tags.of("service", report.service(), "instance", report.instance());
    put(rows, "crossfade.up", tags, isUp(report) ? 1 : 0);
    put(rows, "crossfade.generation", tags, report.generation());
    report.figures().forEach((name, value) -> figure(rows, tags, name, value));
    report
        .tables()
        .forEach(
            (table, progress) -> {
              Tags own = tags.and("table", table);
              put(rows, "crossfade.rows", own, (double) progress.rows());
              put(rows, "crossfade.rows.per.second", own, progress.perSecond());
              Double lagSeconds = progress.lagSeconds();
              if (lagSeconds != null) {
                put(rows, "crossfade.lag.seconds", own, lagSeconds);
              }
              Long lagChanges = progress.lagChanges();
              if (lagChanges != null) {
                put(rows, "crossfade.lag.changes", own, lagChanges.doubleValue());
              }
            });
  }

  /** {@code retainedBytes} becomes crossfade_retained_bytes; a word after a blank becomes a tag. */
  private static void figure(
      Map<String, List<MultiGauge.Row<?>>> rows, Tags tags, String name, double value) {
    int blank = name.indexOf(' ');
    String word = blank < 0 ? name : name.substring(0, blank);
    Tags own = blank < 0 ? tags : tags.and("table", name.substring(blank + 1));
    put(
        rows,
        "crossfade." + word.replaceAll("([A-Z])", ".$1").toLowerCase(Locale.ROOT),
        own,
        value);
  }

  private static boolean isUp(StatusReport report) {
    return switch (report.state()) {
      case STARTING, SNAPSHOT, STREAMING -> true;
      case HELD, STOPPED, FAILED -> false;
    };
  }

  private static void put(
      Map<String, List<MultiGauge.Row<?>>> rows, String name, Tags tags, double value) {
    rows.computeIfAbsent(name, key -> new ArrayList<>()).add(MultiGauge.Row.of(tags, value));
  }
}
