package dev.crossfade.operator.demo.tux.live;

import dev.crossfade.operator.demo.tux.rows.Calendar;
import dev.crossfade.operator.demo.tux.rows.Snowflake;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;

/** Stars given and taken; messages put up and taken down. */
final class StarboardLife {

  private final Desk desk;
  private final KnownRows boards;
  private final KnownRows messages;

  StarboardLife(Desk desk, Mends mends) throws SQLException {
    this.desk = desk;
    this.boards = new KnownRows(desk, mends, "\"Starboard\"", "guild_id");
    this.messages = new KnownRows(desk, mends, "\"StarboardMessage\"", "message_id");
    boards.learn(desk.mine("guild_id") + " AND guild_id > 0");
    messages.learn(desk.mine("message_guild_id"));
  }

  List<Happening> happenings() {
    return List.of(
        new Happening("star given", 60, () -> messages.update("star_count = star_count + 1")),
        new Happening(
            "star taken", 10, () -> messages.update("star_count = greatest(star_count - 1, 0)")),
        new Happening("message put up", 20, this::putUp),
        new Happening(
            "message edited",
            10,
            () -> messages.update("message_content = ?", desk.prose().words(1, 60))),
        new Happening("message taken down", 10, messages::delete),
        new Happening(
            "threshold changed",
            3,
            () -> boards.update("starboard_threshold = ?", 1 + desk.dice().below(30))),
        new Happening(
            "threshold spoilt",
            1,
            () -> boards.spoil("starboard_threshold = 0", "starboard_threshold = 5")),
        new Happening(
            "stars spoilt", 3, () -> messages.spoil("star_count = -2", "star_count = 2")));
  }

  private int putUp() throws SQLException {
    Long guild = desk.anyGuild().orElse(null);
    if (guild == null) {
      return 0;
    }
    long id = desk.newId(Snowflake.MESSAGE);
    LocalDateTime now = desk.calendar().after(Calendar.TODAY, 1);
    messages.made(id);
    return desk.sql()
        .update(
            """
            INSERT INTO "StarboardMessage" (message_id, message_content, message_created_at, message_expires_at,
                                            message_channel_id, message_user_id, message_guild_id, star_count,
                                            starboard_message_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            id,
            desk.prose().words(1, 40),
            now,
            now.plusDays(30),
            desk.newId(Snowflake.CHANNEL),
            desk.newId(Snowflake.USER),
            guild,
            3,
            desk.newId(Snowflake.MESSAGE));
  }
}
