package dev.crossfade.extractor.tinymuse.world;

import java.util.Random;

/** Makes up names and texts, some of them awkward. */
final class Prose {

  private static final String[] WORDS = {
    "amber",
    "bridge",
    "caf\u00e9",
    "deck",
    "ember",
    "fjord",
    "gar\u00e7on",
    "hall",
    "ion",
    "jetty",
    "kestrel",
    "lantern",
    "m\u00fcnster",
    "nebula",
    "orchard",
    "pylon",
    "quay",
    "ruin",
    "spire",
    "turbine",
    "umbra",
    "vault",
    "wharf",
    "xenon",
    "yard",
    "zenith"
  };

  private static final String[] AWKWARD = {
    "<",
    ">5",
    "/3/",
    "\\",
    "***END OF DUMP***",
    "&17",
    "@15",
    "-1",
    "0",
    " leading",
    "trailing ",
    "tab\there",
    "back\\slash",
    "a\nb",
    "line one\nline two\n",
    "\u0015quoted",
    "\\N",
    "{a,b}",
    "'; DROP TABLE objects; --",
    "\u00fc\u00e4\u00f6\u00df"
  };

  private final Random random;

  Prose(Random random) {
    this.random = random;
  }

  String word() {
    return WORDS[random.nextInt(WORDS.length)];
  }

  /** Not unique; some are too short for a new user name. */
  String name(int dbref) {
    return switch (random.nextInt(40)) {
      case 0 -> "Al";
      case 1 -> word();
      case 2 -> word() + "\n" + word();
      default -> word() + " " + dbref;
    };
  }

  /** The name of a player, which no other has; some are too short for a new user name. */
  String player(int dbref) {
    return random.nextInt(25) == 0
        ? Integer.toString(dbref, Character.MAX_RADIX)
        : word() + (random.nextInt(30) == 0 ? "\n" : "_") + dbref;
  }

  String text() {
    if (random.nextInt(12) == 0) {
      return AWKWARD[random.nextInt(AWKWARD.length)];
    }
    return line();
  }

  /** A text of one line. */
  String line() {
    StringBuilder text = new StringBuilder(word());
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append(random.nextInt(9) == 0 ? ": " : " ").append(word());
    }
    return text.toString();
  }

  String softcode() {
    return "[switch(v(%0),<" + word() + ",>/\\" + word() + ")]" + text();
  }
}
