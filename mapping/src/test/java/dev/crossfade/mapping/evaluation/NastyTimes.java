package dev.crossfade.mapping.evaluation;

import java.util.Random;

/** Random dates, times and intervals, as text that PostgreSQL reads. */
final class NastyTimes {

  private final Random random;
  private final boolean infiniteIntervals;
  private final boolean calm;

  /**
   * @param calm no infinite or extreme timestamps and intervals
   */
  NastyTimes(Random random, boolean infiniteIntervals, boolean calm) {
    this.random = random;
    this.infiniteIntervals = infiniteIntervals;
    this.calm = calm;
  }

  String date() {
    return switch (random.nextInt(6)) {
      case 0 -> pick("infinity", "-infinity", "4713-11-24 BC", "5874897-12-31", "0001-01-01");
      case 1 -> pick("0001-12-31 BC", "2000-02-29", "1900-02-28", "1999-12-31", "294277-01-01");
      default -> year() + "-" + two(1 + random.nextInt(12)) + "-" + two(1 + random.nextInt(28));
    };
  }

  private String year() {
    int year = random.nextInt(4) == 0 ? 1 + random.nextInt(9999) : 1960 + random.nextInt(100);
    return "%04d".formatted(year);
  }

  private static String two(int number) {
    return "%02d".formatted(number);
  }

  String time() {
    if (random.nextInt(6) == 0) {
      return pick("00:00:00", "24:00:00", "23:59:59.999999", "12:00:00", "23:59:59.5");
    }
    String plain =
        two(random.nextInt(24)) + ":" + two(random.nextInt(60)) + ":" + two(random.nextInt(60));
    return random.nextBoolean() ? plain : plain + ".%06d".formatted(random.nextInt(1_000_000));
  }

  String timestamp() {
    if (!calm && random.nextInt(6) == 0) {
      return pick(
          "infinity",
          "-infinity",
          "4713-11-24 00:00:00 BC",
          "294276-12-31 23:59:59.999999",
          "2000-01-01 00:00:00",
          "1999-12-31 23:59:59.999999",
          "0001-12-31 23:59:59 BC",
          "1970-01-01 00:00:00");
    }
    return year()
        + "-"
        + two(1 + random.nextInt(12))
        + "-"
        + two(1 + random.nextInt(28))
        + " "
        + time();
  }

  String timestamptz() {
    String local = timestamp();
    if (local.contains("infinity")) {
      return local;
    }
    return local.endsWith("BC") ? local.replace(" BC", "+00 BC") : local + "+00";
  }

  String interval() {
    return switch (calm ? 2 + random.nextInt(4) : random.nextInt(6)) {
      case 0 ->
          infiniteIntervals
              ? pick("infinity", "-infinity", "00:00:00", "178000000 years", "-1 days +02:00:00")
              : pick("00:00:00", "177000000 years", "-1 days +02:00:00");
      case 1 -> pick("1 mon", "1 day", "1 year 2 mons 3 days 04:05:06.789", "-1 mons +1 day");
      case 2 -> (random.nextInt(200) - 100) + " days";
      case 3 -> (random.nextInt(60) - 30) + " mons " + (random.nextInt(99) - 50) + " days";
      default ->
          (random.nextInt(20) - 10)
              + " mons "
              + (random.nextInt(99) - 50)
              + " days "
              + (random.nextBoolean() ? "-" : "")
              + time();
    };
  }

  private String pick(String... values) {
    return NastyValues.oneOf(random, values);
  }
}
