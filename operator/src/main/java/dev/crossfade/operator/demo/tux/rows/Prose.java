package dev.crossfade.operator.demo.tux.rows;

import java.util.List;

/**
 * What people write in chats: words of many scripts, emoji, mentions, code, and what breaks
 * careless escaping.
 */
public final class Prose {

  private static final List<String> WORDS =
      List.of(
          "spam",
          "in",
          "general",
          "after",
          "three",
          "warnings",
          "please",
          "read",
          "the",
          "rules",
          "advertising",
          "without",
          "asking",
          "raid",
          "account",
          "rude",
          "to",
          "new",
          "members",
          "appeal",
          "accepted",
          "muted",
          "until",
          "tomorrow",
          "kernel",
          "update",
          "broke",
          "my",
          "audio",
          "again",
          "use",
          "paru",
          "not",
          "yay",
          "btw",
          "meeting",
          "water",
          "plants",
          "deploy",
          "friday",
          "sleep",
          "work",
          "school",
          "lunch",
          "see",
          "pinned",
          "message");

  private static final List<String> SPICE =
      List.of(
          "größe",
          "naïve",
          "żółw",
          "привет",
          "こんにちは",
          "你好世界",
          "مرحبا",
          "שלום",
          "नमस्ते",
          "👋",
          "🧑‍💻",
          "🏳️‍🌈",
          "e\u0301clair",
          "it's",
          "\"quoted\"",
          "C:\\temp",
          "\\N",
          "\t",
          "\n",
          "\r\n",
          "`rm -rf`",
          "<@481927364518273645>",
          "||spoiler||",
          "$1",
          "%s",
          "{json: [1]}",
          "a,b;c",
          "--",
          "'; DROP");

  private static final List<String> LETTERS =
      List.of("a", "e", "n", "t", " ", "ß", "ж", "語", "😀", "𝔘");

  private final Dice dice;

  public Prose(Dice dice) {
    this.dice = dice;
  }

  /** So many words; about one in twelve is not plain English. */
  public String words(int fewest, int most) {
    int count = (int) dice.between(fewest, most);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        text.append(' ');
      }
      text.append(dice.pick(dice.chance(0.08) ? SPICE : WORDS));
    }
    return text.toString();
  }

  /** One plain word. */
  public String word() {
    return dice.pick(WORDS);
  }

  /**
   * Exactly so many characters as PostgreSQL counts them; some take two of Java's, and the last is
   * no blank.
   */
  public String ofLength(int characters) {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < characters; i++) {
      text.append(dice.pick(LETTERS));
    }
    return text.append('!').toString();
  }
}
