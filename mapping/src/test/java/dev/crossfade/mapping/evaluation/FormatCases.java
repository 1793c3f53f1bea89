package dev.crossfade.mapping.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Constant formats of to_char, to_date and to_timestamp: hand-made ones and random ones. */
final class FormatCases {

  private static final List<String> MOMENTS =
      List.of(
          "YYYY-MM-DD HH24:MI:SS",
          "YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"",
          "FMDay, FMDD. FMMonth YYYY",
          "Day DAY day Dy DY dy|Month MONTH month Mon MON mon|RM rm FMRM",
          "HH:MI AM hh12 p.m. A.M. pm",
          "Y,YYY YYYY YYY YY Y IYYY IYY IY I FMYYYY FMYY",
          "CC Q W WW IW IDDD DDD D ID J FMDDD FMCC",
          "DDth MMTH HH24th FMDDth YYYYth FF1th",
          "FF1 FF2 FF3 FF4 FF5 FF6 MS US SSSS SSSSS FMMS",
          "AD bc A.D. b.c. TZ tz OF TZH TZM FMOF",
          "\"quoted \\\" text YYYY\" \\\"YYYY\\\" é-x FXDD",
          "YYYYMMDDHH24MISS");
  private static final List<String> INTERVALS =
      List.of(
          "HH24:MI:SS",
          "YYYY-MM-DD HH12:MI:SS.US",
          "FMHH24:FMMI:FMSS.MS",
          "Y,YYY YYY YY Y CC DDD SSSS FF1 FF4 PM a.m.",
          "FMYYYY FMMM FMDD FMDDD DDth SSth");
  private static final List<String> NUMBERS =
      List.of(
          "999",
          "000",
          "999.99",
          "FM999.99",
          "FM990.099",
          "FM0.0",
          "0.9",
          "9.9",
          "FM9.9",
          "990.00",
          "9,999,999.00",
          "FM9,999,999",
          "S999",
          "999S",
          "FMS999.9",
          "SG999",
          "999SG",
          "999MI",
          "MI999",
          "FMMI999",
          "PL999",
          "999PL",
          "FM999PL",
          "999PR",
          "FM999.9PR",
          "9.99PR",
          "9.9S",
          "999th",
          "FM999TH",
          "999.9th",
          "FM999999999999999999",
          "0000000000000000000000.000",
          "\"no. \"FM999",
          ".99",
          "FM.99",
          "99.",
          "FM99.",
          "x9y9z",
          "9 9 9",
          "0009",
          "9990",
          "FM000.999",
          "999999999999999999.99999999999999999",
          "FM099,999.900");
  private static final List<String> DATES =
      List.of(
          "YYYY-MM-DD",
          "YYYYMMDD",
          "DD.MM.YYYY",
          "DD Mon YYYY",
          "Month DD, YYYY",
          "DY DD-MON-YY",
          "FMDD/FMMM/YYYY",
          "YYYY-DDD",
          "YYYY BC",
          "YYY-MM",
          "DDth MM YYYY",
          "FXYYYY-MM-DD",
          "\"am\" DD x MM x Y",
          "YYYY-MM-DD HH24:MI:SS",
          "YYYY-MM-DD\"T\"HH24:MI:SS.MS",
          "YYYY-MM-DD HH12:MI:SS.US a.m.",
          "YYYYMMDDHH24MISSFF3",
          "DD HH:MI PM",
          "YYYY SSSS",
          "YYYY MM DD FF6");
  private static final String[] TEXTS = {
    "2024-02-29",
    "20231105",
    "05.11.2023",
    "5 Nov 2023",
    "November 05, 2023",
    "Sun 05-NOV-23",
    "5/3/2024",
    "2024-366",
    "0044 BC",
    "123-4",
    "3rd 12 1999",
    "am 3 x 4 x 5",
    "2001-02-30",
    "2023-11-05 13:14:15",
    "2023-11-05T13:14:15.25",
    "2023-11-05 01:02:03.000004 p.m.",
    "20231105131415999",
    "31 12:30 pm",
    "2020 86399",
    "",
    " ",
    "2023  11  05",
    "5874898-01-01",
    "2023 11 05 123",
    "-5-1-1",
    "2023-13-01",
    "2023-11-05 24:00:00",
    "12345678901234567890",
    "294277-01-02",
    "2023-1-5 1:2:3"
  };

  private FormatCases() {}

  static List<Map<Integer, String>> constants(String signature) {
    boolean number = signature.matches("to_char\\((int|float|numeric).*");
    List<String> formats =
        number
            ? numbers()
            : signature.startsWith("to_char(interval")
                ? INTERVALS
                : signature.startsWith("to_char") ? MOMENTS : DATES;
    List<Map<Integer, String>> constants = new ArrayList<>();
    boolean some = number && !signature.contains("numeric"); // they share all but the rounding
    for (int i = 0; i < formats.size(); i += some ? 5 : 1) {
      constants.add(Map.of(1, formats.get(i)));
    }
    return constants;
  }

  private static List<String> numbers() {
    List<String> formats = new ArrayList<>(NUMBERS);
    Random random = new Random(7);
    String[] signs = {"", "", "S", "MI", "PR", "SG", "PL"};
    for (int i = 0; i < 25; i++) {
      StringBuilder format = new StringBuilder(random.nextBoolean() ? "FM" : "");
      for (int d = random.nextInt(5); d >= 0; d--) {
        format.append(random.nextInt(3) == 0 ? "0" : random.nextInt(5) == 0 ? "9," : "9");
      }
      if (random.nextBoolean()) {
        format.append('.');
        for (int d = random.nextInt(4); d > 0; d--) {
          format.append(random.nextInt(3) == 0 ? "0" : "9");
        }
      }
      String sign = signs[random.nextInt(signs.length)];
      formats.add(sign.equals("PR") || random.nextBoolean() ? format + sign : sign + format);
    }
    return formats;
  }

  /** A text that a format reads, or nearly. */
  static String text(String sql, NastyValues values) {
    return values.nearlyOneOf(TEXTS);
  }
}
