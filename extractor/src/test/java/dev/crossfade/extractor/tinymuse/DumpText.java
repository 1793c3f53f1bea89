package dev.crossfade.extractor.tinymuse;

import java.util.ArrayList;
import java.util.List;

/** Builds small dumps by hand, line by line. */
final class DumpText {

  private final List<String> objects = new ArrayList<>();
  private final StringBuilder mail = new StringBuilder();

  /** A room without anything, then lines of values, parents, children and definitions. */
  DumpText object(String... body) {
    return record("room", "0\n0\n-1\n-1\n-1\n-1\n1\n0\n0\n0", body);
  }

  /** With its name and the ten lines after it. */
  DumpText record(String name, String fields, String... body) {
    String rest = body.length == 0 ? "<\n0\n0\n\\" : String.join("\n", body);
    objects.add("&" + objects.size() + "\n" + name + "\n" + fields + "\n" + rest + "\n");
    return this;
  }

  DumpText mail(String line) {
    mail.append(line).append('\n');
    return this;
  }

  String text() {
    return "@15\n250\n3\n~"
        + objects.size()
        + "\n"
        + String.join("", objects)
        + "***END OF DUMP***\n"
        + mail;
  }
}
