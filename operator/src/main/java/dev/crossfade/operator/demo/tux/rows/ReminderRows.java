package dev.crossfade.operator.demo.tux.rows;

import java.time.LocalDateTime;
import java.util.List;

/** Reminders, sent and still to be sent. */
final class ReminderRows implements TableRows {

  private final Guilds guilds;
  private final int count;
  private final Dice dice;
  private final Prose prose;
  private final Calendar calendar;

  ReminderRows(long seed, Guilds guilds, int count) {
    this.guilds = guilds;
    this.count = count;
    this.dice = new Dice(seed, table());
    this.prose = new Prose(dice);
    this.calendar = new Calendar(dice);
  }

  @Override
  public String table() {
    return "Reminder";
  }

  @Override
  public List<String> columns() {
    return List.of(
        "reminder_id",
        "reminder_content",
        "reminder_created_at",
        "reminder_expires_at",
        "reminder_channel_id",
        "reminder_user_id",
        "reminder_sent",
        "guild_id");
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public void fill(Row row, int number) {
    LocalDateTime created = calendar.past(400);
    LocalDateTime expires = calendar.after(created, 60);
    row.set("reminder_id", RowIds.of(number))
        .set("reminder_content", prose.words(1, 25))
        .set("reminder_created_at", created)
        .set("reminder_expires_at", expires)
        .set("reminder_channel_id", Snowflake.CHANNEL.id(dice.below(20_000)))
        .set("reminder_user_id", Snowflake.USER.id(dice.below(1_000_000)))
        .set("reminder_sent", expires.isBefore(Calendar.TODAY))
        .set("guild_id", guilds.id(guilds.ofRow(number, dice)));
  }

  @Override
  public List<Blemish> blemishes() {
    return List.of(
        row -> row.set("reminder_content", prose.ofLength(2_001)),
        row -> row.set("reminder_channel_id", 0L),
        row -> row.set("reminder_user_id", -5L),
        row -> row.set("reminder_content", prose.ofLength(2_000)),
        row ->
            row.set("reminder_content", prose.ofLength(1_990) + " ".repeat(500)), // blanks are cut
        row -> row.set("reminder_content", ""),
        row -> row.set("reminder_user_id", Long.MAX_VALUE));
  }
}
