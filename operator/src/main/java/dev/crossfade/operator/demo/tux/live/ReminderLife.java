package dev.crossfade.operator.demo.tux.live;

import dev.crossfade.operator.demo.tux.rows.Calendar;
import dev.crossfade.operator.demo.tux.rows.Snowflake;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;

/** Reminders set, sent, cancelled. */
final class ReminderLife {

  private static final List<String> SPOILING =
      List.of("reminder_content = repeat('again ', 334)", "reminder_channel_id = 0");

  private final Desk desk;
  private final KnownRows reminders;

  ReminderLife(Desk desk, Mends mends) throws SQLException {
    this.desk = desk;
    this.reminders = new KnownRows(desk, mends, "\"Reminder\"", "reminder_id");
    reminders.learn(desk.mine("guild_id") + " AND NOT reminder_sent");
  }

  List<Happening> happenings() {
    return List.of(
        new Happening("reminder set", 40, this::set),
        new Happening("reminder sent", 40, () -> reminders.update("reminder_sent = true")),
        new Happening("reminder cancelled", 8, reminders::delete),
        new Happening(
            "reminder spoilt",
            3,
            () ->
                reminders.spoil(
                    desk.dice().pick(SPOILING),
                    "reminder_content = 'mended', reminder_channel_id = 7")));
  }

  private int set() throws SQLException {
    Long guild = desk.anyGuild().orElse(null);
    if (guild == null) {
      return 0;
    }
    LocalDateTime now = desk.calendar().after(Calendar.TODAY, 1);
    long id =
        desk.sql()
            .number(
                """
                INSERT INTO "Reminder" (reminder_content, reminder_created_at, reminder_expires_at,
                                        reminder_channel_id, reminder_user_id, guild_id)
                VALUES (?, ?, ?, ?, ?, ?) RETURNING reminder_id
                """,
                desk.prose().words(1, 20),
                now,
                desk.calendar().after(now, 20),
                desk.newId(Snowflake.CHANNEL),
                desk.newId(Snowflake.USER),
                guild);
    reminders.made(id);
    return 1;
  }
}
