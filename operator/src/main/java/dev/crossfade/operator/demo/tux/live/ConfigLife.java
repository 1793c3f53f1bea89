package dev.crossfade.operator.demo.tux.live;

import dev.crossfade.operator.demo.tux.rows.Snowflake;
import java.sql.SQLException;
import java.util.List;

/** Settings changed; above all the roles of the permission levels, which change places. */
final class ConfigLife {

  private static final int LEVELS = 8;
  private static final List<String> PREFIXES = List.of("$", "!", "?", "tux", "->");
  private static final List<String> SPOILING =
      List.of("prefix = 'tux?'", "prefix = ''", "mod_log_id = 0", "jail_role_id = -2");

  private final Desk desk;
  private final KnownRows configs;

  ConfigLife(Desk desk, Mends mends) throws SQLException {
    this.desk = desk;
    this.configs = new KnownRows(desk, mends, "\"GuildConfig\"", "guild_id");
    configs.learn(desk.mine("guild_id") + " AND guild_id > 0");
  }

  List<Happening> happenings() {
    return List.of(
        new Happening("two levels exchanged roles", 15, this::exchanged),
        new Happening("level got a new role", 10, this::reassigned),
        new Happening(
            "level got the role of another", 6, () -> configs.update(level() + " = " + level())),
        new Happening(
            "level lost its role",
            6,
            () -> configs.update(level() + " = " + (desk.dice().chance(0.5) ? "NULL" : "0"))),
        new Happening("all levels moved up", 3, this::movedUp),
        new Happening(
            "prefix changed", 5, () -> configs.update("prefix = ?", desk.dice().pick(PREFIXES))),
        new Happening("prefix forgotten", 2, () -> configs.update("prefix = NULL")),
        new Happening(
            "settings spoilt",
            3,
            () ->
                configs.spoil(
                    desk.dice().pick(SPOILING),
                    "prefix = '!', mod_log_id = NULL, jail_role_id = NULL")));
  }

  private int exchanged() throws SQLException {
    int first = desk.dice().below(LEVELS - 1);
    int second = first + 1 + desk.dice().below(LEVELS - 1 - first);
    return configs.update("%1$s = %2$s, %2$s = %1$s".formatted(level(first), level(second)));
  }

  private int reassigned() throws SQLException {
    return configs.update(level() + " = ?", desk.newId(Snowflake.ROLE));
  }

  /** Every role moves one level up, the highest to the lowest: all keys stay, all ranks change. */
  private int movedUp() throws SQLException {
    StringBuilder assignments = new StringBuilder(level(0) + " = " + level(LEVELS - 1));
    for (int level = 1; level < LEVELS; level++) {
      assignments.append(", ").append(level(level)).append(" = ").append(level(level - 1));
    }
    return configs.update(assignments.toString());
  }

  private String level() {
    return level(desk.dice().below(LEVELS));
  }

  private static String level(int level) {
    return "perm_level_" + level + "_role_id";
  }
}
