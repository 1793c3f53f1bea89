package dev.crossfade.operator.demo.tux.rows;

import java.util.List;

/** Where guilds show their best messages, and from how many stars on. */
final class StarboardRows implements TableRows {

  private static final List<String> EMOJI =
      List.of("⭐", "🌟", "❤️", "<:tux:938475629384756293>", "🐧");

  private final Guilds guilds;
  private final int count;
  private final Dice dice;

  StarboardRows(long seed, Guilds guilds, int count) {
    this.guilds = guilds;
    this.count = Math.min(count, guilds.count());
    this.dice = new Dice(seed, table());
  }

  @Override
  public String table() {
    return "Starboard";
  }

  @Override
  public List<String> columns() {
    return List.of("guild_id", "starboard_channel_id", "starboard_emoji", "starboard_threshold");
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public void fill(Row row, int number) {
    row.set("guild_id", guilds.id(number))
        .set("starboard_channel_id", Snowflake.CHANNEL.id(number * 100L + dice.below(10)))
        .set("starboard_emoji", dice.pick(EMOJI))
        .set("starboard_threshold", 1 + dice.below(25));
  }

  @Override
  public List<Blemish> blemishes() {
    return List.of(
        row -> row.set("starboard_threshold", 0),
        row ->
            row.set("starboard_emoji", "<a:" + "party_penguin".repeat(5) + ":938475629384756293>"),
        row -> row.set("starboard_channel_id", 0L),
        row -> row.set("starboard_threshold", Integer.MAX_VALUE));
  }
}
