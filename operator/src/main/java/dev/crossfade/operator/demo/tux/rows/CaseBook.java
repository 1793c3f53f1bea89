package dev.crossfade.operator.demo.tux.rows;

/** Which guild each case belongs to and its number there: 1, 2, 3, … in every guild. */
final class CaseBook {

  private final int[] guildOfCase;
  private final int[] numberOfCase;
  private final int[] casesOfGuild;

  CaseBook(long seed, Guilds guilds, int cases) {
    guildOfCase = new int[cases];
    numberOfCase = new int[cases];
    casesOfGuild = new int[guilds.count()];
    Dice dice = new Dice(seed, "case book");
    for (int row = 0; row < cases; row++) {
      guildOfCase[row] = guilds.ofRow(row, dice);
      numberOfCase[row] = ++casesOfGuild[guildOfCase[row]];
    }
  }

  int cases() {
    return guildOfCase.length;
  }

  int guild(int row) {
    return guildOfCase[row];
  }

  int number(int row) {
    return numberOfCase[row];
  }

  int casesOf(int guild) {
    return casesOfGuild[guild];
  }
}
