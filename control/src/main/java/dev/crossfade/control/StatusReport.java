package dev.crossfade.control;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one instance of a service last said of itself.
 *
 * @param service {@code extractor}, {@code transformer} or {@code loader}
 * @param atMillis when, by the service's clock
 * @param reasons why it is not in its normal state, for people, without values
 * @param tables by {@code TableId.quoted()}: old tables for the extractor, new tables for the
 *     others
 * @param figures whatever else it measures, by name with the unit at its end: {@code
 *     retainedBytes}, {@code p99Millis}
 */
public record StatusReport(
    String service,
    String instance,
    int generation,
    State state,
    long atMillis,
    List<String> reasons,
    Map<String, TableProgress> tables,
    Map<String, Double> figures) {

  /** The states of a service. */
  public enum State {
    STARTING,
    SNAPSHOT,
    STREAMING,
    /** Waiting for a person: what it met it cannot carry. Nothing is lost, nothing moves. */
    HELD,
    STOPPED,
    FAILED
  }

  /**
   * How far one table is, counted since the generation began as far as the instance knows.
   *
   * @param rows rows read, mapped or written by this instance since it started
   * @param rowsTotal rows to be read in the snapshot as estimated by the catalog, null if not known
   *     or not its business
   * @param perSecond over the last ten seconds
   * @param lagChanges records that wait before this stage, null if not known
   * @param lagSeconds age of the newest marker that has passed this stage, null if none has
   * @param snapshotDone whether the snapshot of this table has passed this stage, null if it cannot
   *     tell
   */
  public record TableProgress(
      long rows,
      @Nullable Long rowsTotal,
      double perSecond,
      @Nullable Long lagChanges,
      @Nullable Double lagSeconds,
      @Nullable Boolean snapshotDone) {}

  public StatusReport {
    reasons = List.copyOf(reasons);
    tables = Map.copyOf(tables);
    figures = Map.copyOf(figures);
  }
}
