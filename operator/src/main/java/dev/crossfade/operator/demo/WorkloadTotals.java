package dev.crossfade.operator.demo;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a workload has done.
 *
 * @param transactions committed transactions
 * @param rowChanges rows inserted, updated and deleted in them
 * @param refused transactions that the old database refused (a lock time-out, a fence), rolled back
 * @param byHappening committed transactions by what happened in them
 */
public record WorkloadTotals(
    long transactions, long rowChanges, long refused, Map<String, Long> byHappening) {

  public WorkloadTotals {
    byHappening = Collections.unmodifiableMap(new TreeMap<>(byHappening));
  }
}
