package dev.crossfade.operator.demo.tux.live;

import dev.crossfade.operator.demo.tux.rows.Calendar;
import dev.crossfade.operator.demo.tux.rows.Snowflake;
import java.sql.SQLException;
import java.util.List;

/** Members who write, rise, come and go. */
final class LevelsLife {

  private static final List<String> SPOILING =
      List.of("level = 2147483648", "level = -3", "xp = -1.5", "xp = '-Infinity'");

  private final Desk desk;
  private final KnownRows members;

  LevelsLife(Desk desk, Mends mends) throws SQLException {
    this.desk = desk;
    this.members = new KnownRows(desk, mends, "\"Levels\"", "member_id", "guild_id");
    members.learn(desk.mine("guild_id"));
  }

  List<Happening> happenings() {
    return List.of(
        new Happening("message written", 350, this::written),
        new Happening("member arrived", 30, this::arrived),
        new Happening("member left", 20, members::delete),
        new Happening(
            "member blacklisted", 5, () -> members.update("blacklisted = NOT blacklisted")),
        new Happening(
            "two accounts merged", 6, () -> members.rekey("member_id", desk.newId(Snowflake.USER))),
        new Happening(
            "levels spoilt",
            6,
            () -> members.spoil(desk.dice().pick(SPOILING), "level = 1, xp = 140")));
  }

  private int written() throws SQLException {
    return members.update(
        "xp = xp + ?, level = level + ?, last_message = ?",
        desk.dice().share() * 20,
        desk.dice().chance(0.3) ? 1L : 0L,
        desk.calendar().after(Calendar.TODAY, 1));
  }

  private int arrived() throws SQLException {
    Long guild = desk.anyGuild().orElse(null);
    if (guild == null) {
      return 0;
    }
    long member = desk.newId(Snowflake.USER);
    members.made(member, guild);
    return desk.sql()
        .update("INSERT INTO \"Levels\" (member_id, guild_id) VALUES (?, ?)", member, guild);
  }
}
