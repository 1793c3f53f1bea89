package dev.crossfade.operator.demo.theprogram;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What can happen in the old database.
 *
 * @param session SQL to run once in each session
 */
record Life(String session, List<Happening> happenings) {

  private static final Pattern TITLE = Pattern.compile("-- (\\d+) (.+)\\R");

  Life {
    happenings = List.copyOf(happenings);
  }

  /**
   * One transaction.
   *
   * @param weight how often it happens, beside the others
   */
  record Happening(int weight, String name, String sql) {}

  /**
   * @param texts the session's SQL, then one text for each happening; its first line is a comment
   *     with its weight and its name
   */
  static Life of(List<String> texts) {
    List<Happening> happenings = new ArrayList<>();
    for (String text : texts.subList(1, texts.size())) {
      Matcher title = TITLE.matcher(text);
      if (!title.lookingAt()) {
        throw new IllegalArgumentException("a happening without a weight: " + text);
      }
      happenings.add(new Happening(Integer.parseInt(title.group(1)), title.group(2), text));
    }
    return new Life(texts.get(0), happenings);
  }

  /** What happens next. */
  Happening next(RandomGenerator dice) {
    int left = dice.nextInt(happenings.stream().mapToInt(Happening::weight).sum());
    for (Happening happening : happenings) {
      left -= happening.weight;
      if (left < 0) {
        return happening;
      }
    }
    throw new IllegalStateException("weights that do not add up");
  }
}
