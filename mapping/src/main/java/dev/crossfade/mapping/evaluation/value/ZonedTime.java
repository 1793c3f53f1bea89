package dev.crossfade.mapping.evaluation.value;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A timetz: microseconds since midnight and the zone's seconds east of Greenwich. Ordered by the
 * moment, then the western zone last.
 */
record ZonedTime(long micros, int east) implements Comparable<ZonedTime> {

  private static final Pattern FORM =
      Pattern.compile(
          "(\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,6})?)([+-])(\\d\\d)(?::(\\d\\d)(?::(\\d\\d))?)?");

  /**
   * Reads what the output function writes.
   *
   * @throws EvaluationException 0A000 for another form that PostgreSQL may read
   */
  static ZonedTime parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new EvaluationException(
          EvaluationException.NOT_SUPPORTED, "a time with a zone is read in its ISO form only");
    }
    int seconds = number(matcher, 3) * 3_600 + number(matcher, 4) * 60 + number(matcher, 5);
    long time = DateTimeInput.time(matcher.group(1));
    return new ZonedTime(time, matcher.group(2).equals("-") ? -seconds : seconds);
  }

  private static int number(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  String print() {
    StringBuilder out = new StringBuilder(DateTimeText.time(micros));
    int zone = Math.abs(east);
    out.append(east < 0 ? '-' : '+');
    DateTimeText.two(out, zone / 3_600);
    if (zone % 3_600 != 0) {
      out.append(':');
      DateTimeText.two(out, zone / 60 % 60);
    }
    if (zone % 60 != 0) {
      out.append(':');
      DateTimeText.two(out, zone % 60);
    }
    return out.toString();
  }

  @Override
  public int compareTo(ZonedTime other) {
    int byMoment =
        Long.compare(
            micros - east * Civil.SECOND_MICROS, other.micros - other.east * Civil.SECOND_MICROS);
    return byMoment != 0 ? byMoment : Integer.compare(other.east, east);
  }
}
