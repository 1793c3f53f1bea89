package dev.crossfade.operator.demo.tux.live;

import dev.crossfade.operator.demo.tux.rows.Calendar;
import dev.crossfade.operator.demo.tux.rows.Snowflake;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;

/**
 * Members who go away and come back. A member is away in one guild at a time; going away in another
 * one moves the row there.
 */
final class AfkLife {

  private static final List<String> SPOILING =
      List.of("until = since", "nickname = repeat('n', 101)", "reason = repeat('why ', 126)");

  private final Desk desk;
  private final KnownRows away;

  AfkLife(Desk desk, Mends mends) throws SQLException {
    this.desk = desk;
    this.away = new KnownRows(desk, mends, "\"AFKModel\"", "member_id");
    away.learn(desk.mine("guild_id"));
  }

  List<Happening> happenings() {
    return List.of(
        new Happening("member went away", 40, this::wentAway),
        new Happening("member came back", 40, away::delete),
        new Happening(
            "absence extended", 10, () -> away.update("until = until + interval '1 day'")),
        new Happening("member went away elsewhere", 15, this::wentElsewhere),
        new Happening(
            "absent account merged", 5, () -> away.rekey("member_id", desk.newId(Snowflake.USER))),
        new Happening(
            "absence spoilt",
            4,
            () ->
                away.spoil(
                    desk.dice().pick(SPOILING),
                    "until = NULL, nickname = 'mended', reason = 'mended'")));
  }

  private int wentAway() throws SQLException {
    Long guild = desk.anyGuild().orElse(null);
    if (guild == null) {
      return 0;
    }
    long member = desk.newId(Snowflake.USER);
    LocalDateTime since = desk.calendar().after(Calendar.TODAY, 1);
    away.made(member);
    return desk.sql()
        .update(
            "INSERT INTO \"AFKModel\" (member_id, nickname, reason, since, until, guild_id) VALUES (?, ?, ?, ?, ?, ?)",
            member,
            desk.prose().words(1, 2),
            desk.prose().words(1, 6),
            since,
            desk.calendar().after(since, 3),
            guild);
  }

  private int wentElsewhere() throws SQLException {
    Long guild = desk.anyGuild().orElse(null);
    return guild == null
        ? 0
        : away.update("guild_id = ?, reason = ?", guild, desk.prose().words(1, 6));
  }
}
