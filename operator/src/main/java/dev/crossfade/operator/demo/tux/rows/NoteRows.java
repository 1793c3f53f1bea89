package dev.crossfade.operator.demo.tux.rows;

import java.util.List;

/** Notes of moderators, which the new bot has no place for. */
final class NoteRows implements TableRows {

  private final Guilds guilds;
  private final int count;
  private final Dice dice;
  private final Prose prose;
  private final Calendar calendar;

  NoteRows(long seed, Guilds guilds, int count) {
    this.guilds = guilds;
    this.count = count;
    this.dice = new Dice(seed, table());
    this.prose = new Prose(dice);
    this.calendar = new Calendar(dice);
  }

  @Override
  public String table() {
    return "Note";
  }

  @Override
  public List<String> columns() {
    return List.of(
        "note_id",
        "note_content",
        "note_created_at",
        "note_moderator_id",
        "note_user_id",
        "note_number",
        "guild_id");
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public void fill(Row row, int number) {
    row.set("note_id", RowIds.of(number))
        .set("note_content", prose.words(2, 20))
        .set("note_created_at", calendar.past(600))
        .set("note_moderator_id", Snowflake.USER.id(dice.below(2_000)))
        .set("note_user_id", Snowflake.USER.id(dice.below(1_000_000)))
        .set("note_number", 1L + number)
        .set("guild_id", guilds.id(guilds.ofRow(number, dice)));
  }

  @Override
  public List<Blemish> blemishes() {
    return List.of(row -> row.set("note_number", null));
  }
}
