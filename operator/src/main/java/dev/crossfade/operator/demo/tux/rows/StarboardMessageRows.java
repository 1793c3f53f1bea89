package dev.crossfade.operator.demo.tux.rows;

import java.time.LocalDateTime;
import java.util.List;

/** Messages with enough stars to be shown. */
final class StarboardMessageRows implements TableRows {

  private final Guilds guilds;
  private final int count;
  private final Dice dice;
  private final Prose prose;
  private final Calendar calendar;

  StarboardMessageRows(long seed, Guilds guilds, int count) {
    this.guilds = guilds;
    this.count = count;
    this.dice = new Dice(seed, table());
    this.prose = new Prose(dice);
    this.calendar = new Calendar(dice);
  }

  @Override
  public String table() {
    return "StarboardMessage";
  }

  @Override
  public List<String> columns() {
    return List.of(
        "message_id",
        "message_content",
        "message_created_at",
        "message_expires_at",
        "message_channel_id",
        "message_user_id",
        "message_guild_id",
        "star_count",
        "starboard_message_id");
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public void fill(Row row, int number) {
    LocalDateTime created = calendar.past(300);
    row.set("message_id", Snowflake.MESSAGE.id(number * 2L))
        .set("message_content", prose.words(1, 40))
        .set("message_created_at", created)
        .set("message_expires_at", created.plusDays(30))
        .set("message_channel_id", Snowflake.CHANNEL.id(dice.below(20_000)))
        .set("message_user_id", Snowflake.USER.id(dice.below(1_000_000)))
        .set("message_guild_id", guilds.id(guilds.ofRow(number, dice)))
        .set("star_count", 1 + dice.skewed(500))
        .set("starboard_message_id", Snowflake.MESSAGE.id(number * 2L + 1));
  }

  @Override
  public List<Blemish> blemishes() {
    return List.of(
        row -> row.set("message_content", prose.ofLength(4_001)),
        row -> row.set("star_count", -1),
        row -> row.set("message_user_id", 0L),
        row -> row.set("message_channel_id", -3L),
        row -> row.set("starboard_message_id", 0L),
        row -> row.set("message_id", -row.number("message_id")),
        row -> row.set("message_content", prose.ofLength(4_000)),
        row -> row.set("message_content", "")); // only an image
  }
}
