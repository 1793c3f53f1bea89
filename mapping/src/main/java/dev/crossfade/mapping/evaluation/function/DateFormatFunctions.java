package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.value.Civil;
import dev.crossfade.mapping.evaluation.value.Interval;

/** to_char of moments and intervals, to_date and to_timestamp, by constant formats. */
final class DateFormatFunctions {

  private DateFormatFunctions() {}

  static void register(Registry registry) {
    for (String stamp : new String[] {"timestamp", "timestamptz"}) {
      registry.site(
          "to_char(" + stamp + ",text)",
          site -> {
            String format = site.constantText(1, "format");
            var writer = new DateFormatWriter(format, false, stamp.equals("timestamptz"));
            return Registry.of2(
                (Long value, Object f) ->
                    Civil.isInfinite(value) || format.isEmpty()
                        ? null
                        : writer.write(DateFields.ofMoment(value)));
          });
    }
    registry.site(
        "to_char(interval,text)",
        site -> {
          String format = site.constantText(1, "format");
          DateFormatWriter writer = new DateFormatWriter(format, true, false);
          return Registry.of2(
              (Interval value, Object f) ->
                  value.isInfinite() || format.isEmpty()
                      ? null
                      : writer.write(DateFields.ofInterval(value)));
        });
    registry.site(
        "to_date(text,text)",
        site -> {
          DateFormat format = DateFormatReader.checked("to_date", site.constantText(1, "format"));
          return Registry.of2(
              (String text, Object f) -> {
                DateParts read = new DateFormatReader(format, text).read();
                read.time(); // checked although a date does not hold it
                return Civil.checkDate(read.days());
              });
        });
    registry.site(
        "to_timestamp(text,text)",
        site -> {
          DateFormat format =
              DateFormatReader.checked("to_timestamp", site.constantText(1, "format"));
          return Registry.of2(
              (String text, Object f) -> {
                DateParts read = new DateFormatReader(format, text).read();
                long time = read.time();
                long days = read.days();
                if (days < Civil.DATE_FIRST || days > Civil.TIMESTAMP_END / Civil.DAY_MICROS) {
                  throw Civil.timestampOutOfRange();
                }
                return LengthCoercion.rounded(
                    Civil.checkTimestamp(days * Civil.DAY_MICROS + time), read.digits);
              });
        });
  }
}
