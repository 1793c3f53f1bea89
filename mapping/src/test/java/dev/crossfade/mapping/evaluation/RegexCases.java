package dev.crossfade.mapping.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Constant patterns of the checked subset: hand-made ones and random ones. */
final class RegexCases {

  private static final List<String> TESTS =
      List.of(
          "a|b+c?",
          "^(ab|a)(b|c)?$",
          "(a|ab)*b",
          "a.*?b",
          "^[[:alpha:]]+$",
          "\\W",
          "[^\\s\\w]",
          "(?:ab)+");
  private static final List<String> EXTENTS =
      List.of(
          "",
          "a",
          "a*",
          "^a+b?",
          "[ab]{1,2}",
          "(a+)(b*)",
          "\\s+",
          "\\d+$",
          "^\\w+",
          "[^a-c]",
          "%|_".replace("|", ""),
          "[ä-üA-B]+",
          "\\.",
          "(.)b(.?)",
          "[]a]",
          "[[:space:]]*$");

  private RegexCases() {}

  static List<Map<Integer, String>> constants(String signature) {
    boolean operator = signature.matches(".*(regexeq|regexne|regexp_like)\\(.*");
    List<String> patterns = new ArrayList<>(EXTENTS);
    if (operator) {
      patterns.addAll(TESTS);
    }
    Random random = new Random(signature.hashCode());
    for (int i = 0; i < 12; i++) {
      patterns.add(random(random, operator));
    }
    List<Map<Integer, String>> all = new ArrayList<>();
    String[] flags =
        signature.startsWith("regexp_replace")
            ? new String[] {"g", "gi", ""}
            : new String[] {"i", ""};
    boolean flagged =
        signature.matches(
            "regexp_(replace\\(text,text,text,text|(match|split.*)\\(text,text,text).*");
    for (String pattern : patterns) {
      for (String flag : flagged ? flags : new String[] {""}) {
        Map<Integer, String> constants = new HashMap<>();
        constants.put(1, pattern);
        if (flagged) {
          constants.put(signature.startsWith("regexp_replace") ? 3 : 2, flag);
        }
        all.add(constants);
      }
    }
    return all;
  }

  private static String random(Random random, boolean operator) {
    String[] atoms = {"a", "b", "A", ".", "[ab]", "[^a]", " ", "(a)", "(b.)", "ß"};
    String[] counts = {"", "", "", "*", "+", "?", "{2}", "{0,2}"};
    StringBuilder out = new StringBuilder(random.nextInt(6) == 0 ? "^" : "");
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      String atom = atoms[random.nextInt(atoms.length)];
      boolean group = atom.startsWith("(");
      out.append(atom).append(group && !operator ? "" : counts[random.nextInt(counts.length)]);
    }
    return out.append(random.nextInt(6) == 0 ? "$" : "").toString();
  }
}
