package dev.crossfade.operator.demo;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what all shifts have done. For many threads. */
public final class Tally {

  private final LongAdder transactions = new LongAdder();
  private final LongAdder rowChanges = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final Map<String, LongAdder> byHappening = new ConcurrentHashMap<>();

  public void committed(String happening, int changed) {
    transactions.increment();
    rowChanges.add(changed);
    byHappening.computeIfAbsent(happening, name -> new LongAdder()).increment();
  }

  public void refused() {
    refused.increment();
  }

  public WorkloadTotals totals() {
    Map<String, Long> counts = new ConcurrentHashMap<>();
    byHappening.forEach((name, count) -> counts.put(name, count.sum()));
    return new WorkloadTotals(transactions.sum(), rowChanges.sum(), refused.sum(), counts);
  }
}
