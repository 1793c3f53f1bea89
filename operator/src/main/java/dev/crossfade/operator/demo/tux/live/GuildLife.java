package dev.crossfade.operator.demo.tux.live;

import dev.crossfade.operator.demo.tux.rows.Calendar;
import dev.crossfade.operator.demo.tux.rows.Snowflake;
import java.sql.SQLException;
import java.util.List;

/**
 * Guilds that join and leave with all their rows, and guilds whose own row is wrong and gets
 * mended.
 */
final class GuildLife {

  /** The rows of a guild in each table but its own. */
  private static final List<String> ROWS_OF_GUILD =
      List.of(
          "\"Note\" WHERE guild_id = ?",
          "\"StarboardMessage\" WHERE message_guild_id = ?",
          "\"Starboard\" WHERE guild_id = ?",
          "\"Levels\" WHERE guild_id = ?",
          "\"AFKModel\" WHERE guild_id = ?",
          "\"Reminder\" WHERE guild_id = ?",
          "\"Snippet\" WHERE guild_id = ?",
          "\"Case\" WHERE guild_id = ?",
          "\"GuildConfig\" WHERE guild_id = ?");

  private final Desk desk;
  private final Pool<Long> small = new Pool<>();
  private final Pool<Long> noGuilds = new Pool<>();
  private final KnownRows sound;
  private final KnownRows wrongCounts;

  GuildLife(Desk desk, Mends mends) throws SQLException {
    this.desk = desk;
    this.sound = new KnownRows(desk, mends, "\"Guild\"", "guild_id");
    this.wrongCounts = new KnownRows(desk, mends, "\"Guild\"", "guild_id");
    sound.learn(
        desk.mine("guild_id") + " AND guild_id > 0 AND case_count BETWEEN 0 AND 2000000000");
    wrongCounts.learn(
        desk.mine("guild_id") + " AND guild_id > 0 AND case_count NOT BETWEEN 0 AND 2147483647");
    desk.sql().each(row -> small.add(row.getLong(1)), smallHalf());
    desk.sql()
        .each(
            row -> noGuilds.add(row.getLong(1)),
            "SELECT guild_id FROM \"Guild\" WHERE guild_id <= 0 AND "
                + desk.mine("guild_id")
                + " ORDER BY 1");
  }

  List<Happening> happenings() {
    return List.of(
        new Happening("guild joined", 4, this::joined),
        new Happening("guild left", 2, this::left),
        new Happening("levels of a guild reset", 1, this::reset),
        new Happening("guild got its true id", 1, this::gotTrueId),
        new Happening("case count mended", 1, () -> wrongCounts.update("case_count = 1000000")),
        new Happening("joining time lost", 2, () -> sound.update("guild_joined_at = NULL")));
  }

  private int joined() throws SQLException {
    long guild = desk.newGuildId();
    desk.sql()
        .update(
            "INSERT INTO \"Guild\" (guild_id, guild_joined_at) VALUES (?, ?)",
            guild,
            desk.calendar().after(Calendar.TODAY, 1));
    desk.sql()
        .update(
            "INSERT INTO \"GuildConfig\" (guild_id, perm_level_0_role_id, perm_level_7_role_id) VALUES (?, ?, ?)",
            guild,
            desk.newId(Snowflake.ROLE),
            desk.newId(Snowflake.ROLE));
    int members = 1 + desk.dice().below(20);
    for (int i = 0; i < members; i++) {
      desk.sql()
          .update(
              "INSERT INTO \"Levels\" (member_id, guild_id) VALUES (?, ?)",
              desk.newId(Snowflake.USER),
              guild);
    }
    desk.onCommit(() -> desk.guilds().add(guild));
    desk.onCommit(() -> small.add(guild));
    return 2 + members;
  }

  private int left() throws SQLException {
    Long guild = small.pick(desk.dice()).orElse(null);
    if (guild == null) {
      return 0;
    }
    int deleted = 0;
    for (String rows : ROWS_OF_GUILD) {
      deleted += desk.sql().update("DELETE FROM " + rows, guild);
    }
    deleted += desk.sql().update("DELETE FROM \"Guild\" WHERE guild_id = ?", guild);
    desk.onCommit(() -> desk.guilds().remove(guild));
    desk.onCommit(() -> small.remove(guild));
    return deleted;
  }

  private int reset() throws SQLException {
    Long guild = small.pick(desk.dice()).orElse(null);
    return guild == null
        ? 0
        : desk.sql().update("UPDATE \"Levels\" SET xp = 0, level = 0 WHERE guild_id = ?", guild);
  }

  /** The key of a guild changes, and with it, by the foreign keys, the rows of that guild. */
  private int gotTrueId() throws SQLException {
    Long wrong = noGuilds.pick(desk.dice()).orElse(null);
    if (wrong == null) {
      return 0;
    }
    long id = desk.newGuildId();
    int changed =
        desk.sql().update("UPDATE \"Guild\" SET guild_id = ? WHERE guild_id = ?", id, wrong);
    for (String rows : ROWS_OF_GUILD) {
      changed += (int) desk.sql().number("SELECT count(*) FROM " + rows, id);
    }
    desk.onCommit(() -> noGuilds.remove(wrong));
    desk.onCommit(() -> desk.guilds().add(id));
    return changed;
  }

  /**
   * The half of the guilds that has fewer members: one of them can go without the others waiting
   * for long.
   */
  private String smallHalf() {
    return """
        SELECT guild_id
        FROM (SELECT g.guild_id, count(l.member_id) AS members, ntile(2) OVER (ORDER BY count(l.member_id), g.guild_id) AS half
              FROM "Guild" g LEFT JOIN "Levels" l USING (guild_id)
              WHERE g.guild_id > 0 AND %s
              GROUP BY g.guild_id) AS s
        WHERE half = 1 ORDER BY members, guild_id
        """
        .formatted(desk.mine("g.guild_id"));
  }
}
