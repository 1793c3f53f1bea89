package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.value.Civil;

/** Comparisons between date, timestamp and timestamptz, in UTC. */
final class DateComparisons {

  private DateComparisons() {}

  static void register(Registry registry) {
    Comparisons.forEach(
        (suffix, test) -> {
          for (String stamp : new String[] {"timestamp", "timestamptz"}) {
            registry.two(
                "date_" + suffix + "_" + stamp + "(date," + stamp + ")",
                (Long date, Long time) -> test.test(compare(date, time)));
            registry.two(
                stamp + "_" + suffix + "_date(" + stamp + ",date)",
                (Long time, Long date) -> test.test(-compare(date, time)));
          }
          registry.two(
              "timestamp_" + suffix + "_timestamptz(timestamp,timestamptz)",
              (Long a, Long b) -> test.test(Long.compare(a, b)));
          registry.two(
              "timestamptz_" + suffix + "_timestamp(timestamptz,timestamp)",
              (Long a, Long b) -> test.test(Long.compare(a, b)));
        });
  }

  /** A date beyond the timestamps counts as later than all of them but infinity. */
  private static int compare(long date, long timestamp) {
    if (date == Civil.DATE_INFINITY) {
      return timestamp == Civil.INFINITY ? 0 : 1;
    }
    if (date == Civil.DATE_MINUS_INFINITY) {
      return timestamp == Civil.MINUS_INFINITY ? 0 : -1;
    }
    if (Civil.isInfinite(timestamp)) {
      return timestamp > 0 ? -1 : 1;
    }
    if (date >= Civil.TIMESTAMP_END / Civil.DAY_MICROS) {
      return 1;
    }
    return Long.compare(date * Civil.DAY_MICROS, timestamp);
  }
}
