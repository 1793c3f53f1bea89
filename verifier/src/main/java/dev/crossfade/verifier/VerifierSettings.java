package dev.crossfade.verifier;

import java.time.Duration;
import java.util.Set;

/**
 * How a verification is done.
 *
 * @param tables quoted names of the new tables to verify; empty for all
 * @param showValues whether examples carry values (never of sensitive columns)
 * @param examplesMax most examples per table
 * @param strikes how often a row must differ while nothing changed it before it counts
 * @param settleMax longest time spent on rows that keep changing
 * @param drainMax longest wait for one marker
 */
public record VerifierSettings(
    Set<String> tables,
    boolean showValues,
    int examplesMax,
    int strikes,
    Duration settleMax,
    Duration drainMax) {

  public VerifierSettings {
    tables = Set.copyOf(tables);
    if (strikes < 1) {
      throw new IllegalArgumentException("strikes is at least 1, not " + strikes);
    }
  }

  public static VerifierSettings standard() {
    return new VerifierSettings(
        Set.of(), false, 20, 3, Duration.ofMinutes(5), Duration.ofSeconds(60));
  }
}
