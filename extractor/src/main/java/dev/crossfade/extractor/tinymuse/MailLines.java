package dev.crossfade.extractor.tinymuse;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the messages that follow the end mark: {@code +from:to:sent:read:flags:message}. The old
 * server passes over every line that is none; so do we, with a remark.
 */
final class MailLines {

  private static final Pattern MESSAGE =
      Pattern.compile(
          "\\+(-?\\d{1,9}):(-?\\d{1,9}):(\\d{1,12}):(\\d{1,12}):(\\d{1,9}):(.*)", Pattern.DOTALL);

  private final DumpInput in;
  private final DumpListener to;
  private int ordinal;

  MailLines(DumpInput in, DumpListener to) {
    this.in = in;
    this.to = to;
  }

  void scan() {
    in.enter("the mail");
    while (!in.atEnd()) {
      Matcher message = MESSAGE.matcher(in.line());
      if (!message.matches() || !isTime(message.group(3)) || !isTime(message.group(4))) {
        to.remark(
            new Remark(in.lineNumber(), "the mail", "a line that is no message: passed over"));
        continue;
      }
      ordinal++;
      to.mail(
          new MailLine(
              ordinal,
              Integer.parseInt(message.group(1)),
              Integer.parseInt(message.group(2)),
              Long.parseLong(message.group(3)),
              Long.parseLong(message.group(4)),
              Integer.parseInt(message.group(5)),
              message.group(6)));
    }
  }

  private static boolean isTime(String seconds) {
    return Long.parseLong(seconds) <= DumpScanner.TIME_SECONDS_MAX;
  }
}
