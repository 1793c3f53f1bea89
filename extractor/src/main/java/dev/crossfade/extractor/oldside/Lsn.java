package dev.crossfade.extractor.oldside;

import java.util.Locale;

/** Positions of the old log as PostgreSQL writes them: {@code 16/B374D848}. */
public final class Lsn {

  private Lsn() {}

  public static long parse(String text) {
    int slash = text.indexOf('/');
    return Long.parseLong(text.substring(0, slash), 16) << 32
        | Long.parseLong(text.substring(slash + 1), 16);
  }

  public static String text(long lsn) {
    return String.format(Locale.ROOT, "%X/%X", lsn >>> 32, lsn & 0xffffffffL);
  }
}
