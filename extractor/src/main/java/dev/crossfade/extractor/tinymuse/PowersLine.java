package dev.crossfade.extractor.tinymuse;

import dev.crossfade.extractor.tinymuse.DumpObject.Power;
import dev.crossfade.extractor.tinymuse.DumpObject.Powers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Reads a player's powers: {@code class/}, then {@code number/level/} for each, then {@code 0}. */
final class PowersLine {

  private static final int CLASS_MAX = 10;

  private final DumpInput in;

  PowersLine(DumpInput in) {
    this.in = in;
  }

  Powers read() {
    String line = in.text();
    if (line.isEmpty()) {
      return Powers.NONE;
    }
    String[] parts = line.split("/", -1);
    if (parts.length % 2 != 0 || !parts[parts.length - 1].equals("0")) {
      throw in.damaged("powers that do not end with 0");
    }
    int playerClass = number(parts[0]);
    if (playerClass < 1 || playerClass > CLASS_MAX) {
      throw in.damaged("a class that is not 1 to " + CLASS_MAX);
    }
    List<Power> powers = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    for (int i = 1; i + 1 < parts.length; i += 2) {
      Power power = new Power(number(parts[i]), level(parts[i + 1]));
      if (power.number() == 0 || !seen.add(power.number())) {
        throw in.damaged("a power twice, or power 0");
      }
      powers.add(power);
    }
    return new Powers(OptionalInt.of(playerClass), powers);
  }

  private int number(String text) {
    if (!text.matches("[0-9]{1,4}")) {
      throw in.damaged("expected a class or power number");
    }
    return Integer.parseInt(text);
  }

  private String level(String mark) {
    return switch (mark) {
      case "y" -> "yes";
      case "<" -> "yeslt";
      case "=" -> "yeseq";
      case ".", ".1" -> "no";
      default -> throw in.damaged("a power of unknown level");
    };
  }
}
