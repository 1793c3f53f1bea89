package dev.crossfade.operator.demo.tux.live;

import dev.crossfade.operator.demo.tux.rows.Calendar;
import dev.crossfade.operator.demo.tux.rows.Snowflake;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;

/** Moderators at work: cases opened, closed, appealed. */
final class CaseLife {

  private static final List<String> TYPES =
      List.of("BAN", "UNBAN", "TEMPBAN", "UNTEMPBAN", "KICK", "TIMEOUT", "WARN", "JAIL", "POLLBAN");
  private static final List<String> SPOILING =
      List.of("case_reason = repeat('no! ', 501)", "case_user_id = 0", "case_moderator_id = -9");

  private final Desk desk;
  private final KnownRows cases;

  CaseLife(Desk desk, Mends mends) throws SQLException {
    this.desk = desk;
    this.cases = new KnownRows(desk, mends, "\"Case\"", "case_id");
    cases.learn(desk.mine("guild_id") + " AND case_status");
  }

  List<Happening> happenings() {
    return List.of(
        new Happening("case opened", 70, this::opened),
        new Happening("case closed", 60, this::closed),
        new Happening("case appealed", 20, this::appealed),
        new Happening("case withdrawn", 3, cases::delete),
        new Happening("case spoilt", 5, this::spoilt));
  }

  private int opened() throws SQLException {
    Long guild = desk.anyGuild().orElse(null);
    if (guild == null) {
      return 0;
    }
    long number =
        desk.sql()
            .number(
                "UPDATE \"Guild\" SET case_count = case_count + 1 WHERE guild_id = ? RETURNING case_count",
                guild);
    String type = desk.dice().pick(TYPES);
    LocalDateTime now = desk.calendar().after(Calendar.TODAY, 1);
    long id =
        desk.sql()
            .number(
                """
                INSERT INTO "Case" (case_type, case_reason, case_moderator_id, case_user_id, case_user_roles,
                                    case_number, case_created_at, case_expires_at, guild_id)
                VALUES (?::"CaseType", ?, ?, ?, ?, ?, ?, ?, ?) RETURNING case_id
                """,
                type,
                desk.prose().words(1, 12),
                Snowflake.USER.id(desk.dice().below(2_000)),
                desk.newId(Snowflake.USER),
                new long[] {desk.newId(Snowflake.ROLE), Snowflake.ROLE.id(1)},
                number,
                now,
                type.equals("TEMPBAN") ? desk.calendar().after(now, 30) : null,
                guild);
    cases.made(id);
    return 2;
  }

  private int closed() throws SQLException {
    return cases.update("case_status = false, case_tempban_expired = (case_type = 'TEMPBAN')");
  }

  private int appealed() throws SQLException {
    return cases.update(
        "case_reason = ?, case_type = 'UNBAN', case_status = true", desk.prose().words(1, 40));
  }

  private int spoilt() throws SQLException {
    return cases.spoil(
        desk.dice().pick(SPOILING),
        "case_reason = 'mended', case_user_id = 7, case_moderator_id = 7");
  }
}
