package dev.crossfade.operator.demo.tux.rows;

import java.time.LocalDateTime;
import java.util.List;

/** What members have earned by writing. One in five is a member of two guilds. */
final class LevelsRows implements TableRows {

  private static final double XP_PER_LEVEL = 137.5;

  private final Guilds guilds;
  private final int members;
  private final int[] firstGuild;
  private final int count;
  private final Dice dice;
  private final Calendar calendar;

  LevelsRows(long seed, Guilds guilds, int count) {
    this.guilds = guilds;
    this.count = count;
    this.members = count - count / 5;
    this.firstGuild = new int[members];
    this.dice = new Dice(seed, table());
    this.calendar = new Calendar(dice);
  }

  @Override
  public String table() {
    return "Levels";
  }

  @Override
  public List<String> columns() {
    return List.of("member_id", "guild_id", "xp", "level", "blacklisted", "last_message");
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public void fill(Row row, int number) {
    double xp = dice.skewed(50_000_000) / 1000.0;
    row.set("member_id", Snowflake.USER.id(number % members))
        .set("guild_id", guilds.id(guildOf(number)))
        .set("xp", xp)
        .set("level", (long) (xp / XP_PER_LEVEL))
        .set("blacklisted", dice.chance(0.01))
        .set("last_message", calendar.past(500));
  }

  @Override
  public List<Blemish> blemishes() {
    return List.of(
        row -> row.set("level", 1L << 31),
        row -> row.set("level", -1L),
        row -> row.set("xp", -0.5),
        row -> row.set("member_id", -row.number("member_id")),
        row -> row.set("xp", Double.NaN), // not below 0 for PostgreSQL: fits
        row -> row.set("xp", Double.POSITIVE_INFINITY),
        row -> row.set("xp", Double.MIN_VALUE),
        row -> row.set("xp", 0.1 + 0.2),
        row -> row.set("level", (1L << 31) - 1),
        row -> row.set("last_message", LocalDateTime.of(1970, 1, 1, 0, 0)));
  }

  private int guildOf(int number) {
    if (number < members) {
      firstGuild[number] = guilds.ofRow(number, dice);
      return firstGuild[number];
    }
    return guilds.next(firstGuild[number - members]);
  }
}
