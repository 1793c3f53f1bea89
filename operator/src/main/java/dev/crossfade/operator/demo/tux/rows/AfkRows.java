package dev.crossfade.operator.demo.tux.rows;

import java.time.LocalDateTime;
import java.util.List;

/** Members who are away from the keyboard; one row a member, whatever the guild. */
final class AfkRows implements TableRows {

  private final Guilds guilds;
  private final int count;
  private final Dice dice;
  private final Prose prose;
  private final Calendar calendar;

  AfkRows(long seed, Guilds guilds, int count) {
    this.guilds = guilds;
    this.count = count;
    this.dice = new Dice(seed, table());
    this.prose = new Prose(dice);
    this.calendar = new Calendar(dice);
  }

  @Override
  public String table() {
    return "AFKModel";
  }

  @Override
  public List<String> columns() {
    return List.of(
        "member_id", "nickname", "reason", "since", "until", "guild_id", "enforced", "perm_afk");
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public void fill(Row row, int number) {
    LocalDateTime since = calendar.past(90);
    boolean forGood = dice.chance(0.3);
    row.set("member_id", Snowflake.USER.id(number * 3L))
        .set("nickname", prose.words(1, 3))
        .set("reason", prose.words(1, 8))
        .set("since", since)
        .set("until", forGood ? null : calendar.after(since, 30))
        .set("guild_id", guilds.id(guilds.ofRow(number, dice)))
        .set("enforced", dice.chance(0.1))
        .set("perm_afk", forGood);
  }

  @Override
  public List<Blemish> blemishes() {
    return List.of(
        row ->
            row.set("until", LocalDateTime.of(2025, 6, 1, 8, 0))
                .set("since", LocalDateTime.of(2025, 6, 1, 8, 0)),
        row -> row.set("until", LocalDateTime.of(1970, 1, 1, 0, 0)),
        row -> row.set("nickname", prose.ofLength(101)),
        row -> row.set("reason", prose.ofLength(501)),
        row -> row.set("member_id", -row.number("member_id")),
        row -> row.set("nickname", prose.ofLength(100)),
        row -> row.set("reason", prose.ofLength(495) + " ".repeat(10)), // blanks beyond 500 are cut
        row -> row.set("until", "infinity"),
        row -> row.set("nickname", "").set("reason", ""));
  }
}
