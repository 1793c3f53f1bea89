package dev.crossfade.operator.demo.tux.rows;

/**
 * The guilds of the old database, by number. The first hundredth, at least four, are not as they
 * should be; the one after them has the largest id there is; the others are sound, the first of
 * them the biggest.
 */
final class Guilds {

  private static final int FEWEST_ODD = 4;
  private static final int ROWS_PER_ODD = 100;

  /** What is the matter with a guild. */
  enum Standing {
    SOUND,
    /**
     * Its case count does not fit an integer: the new database refuses it, and its rows are left
     * alone.
     */
    COUNT_TOO_BIG,
    /** Its id is 0 or less: the new database refuses it and each of its rows. */
    NO_GUILD,
    /** Its case count is negative: refused, and its rows are left alone. */
    COUNT_NEGATIVE,
    /** Nobody knows when the bot joined it, which is no harm. */
    JOINED_UNKNOWN
  }

  private final int count;
  private final int odd;

  Guilds(int count) {
    this.count = count;
    this.odd = Math.max(FEWEST_ODD, count / ROWS_PER_ODD);
  }

  int count() {
    return count;
  }

  Standing standing(int number) {
    return number < odd ? Standing.values()[1 + number % 4] : Standing.SOUND;
  }

  long id(int number) {
    if (standing(number) == Standing.NO_GUILD) {
      return 1L - number; // 0 first, then -4, -8, ...
    }
    return number == odd ? Long.MAX_VALUE : Snowflake.GUILD.id(number);
  }

  /**
   * The guild that a row of another table belongs to. The first rows of each table belong to guilds
   * that are refused; after them every guild is sound.
   *
   * @param row the row's number in its table
   */
  int ofRow(int row, Dice dice) {
    if (row < 2) {
      return row; // COUNT_TOO_BIG, then NO_GUILD
    }
    return odd + dice.skewed(count - odd);
  }

  /** The sound guild after this one. */
  int next(int number) {
    return number + 1 < count ? Math.max(odd, number + 1) : odd;
  }
}
