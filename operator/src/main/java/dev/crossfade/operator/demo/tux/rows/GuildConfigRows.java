package dev.crossfade.operator.demo.tux.rows;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings of guilds: the prefix of commands, channels for logs, the roles at eight permission
 * levels.
 */
final class GuildConfigRows implements TableRows {

  private static final int LEVELS = 8;
  private static final List<String> PREFIXES =
      List.of("$", "!", "?", "~", ".", "t!", ">>", "tux", "é");
  private static final List<String> CHANNELS =
      List.of(
          "mod_log_id",
          "audit_log_id",
          "join_log_id",
          "private_log_id",
          "report_log_id",
          "dev_log_id",
          "jail_channel_id",
          "general_channel_id",
          "starboard_channel_id");
  private static final List<String> ROLES =
      List.of("base_staff_role_id", "base_member_role_id", "jail_role_id", "quarantine_role_id");

  private final Guilds guilds;
  private final int count;
  private final Dice dice;

  GuildConfigRows(long seed, Guilds guilds, int count) {
    this.guilds = guilds;
    this.count = Math.min(count, guilds.count());
    this.dice = new Dice(seed, table());
  }

  @Override
  public String table() {
    return "GuildConfig";
  }

  @Override
  public List<String> columns() {
    List<String> columns = new ArrayList<>(List.of("guild_id", "prefix"));
    columns.addAll(CHANNELS);
    columns.addAll(ROLES);
    for (int level = 0; level < LEVELS; level++) {
      columns.add(level(level));
    }
    return columns;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public void fill(Row row, int number) {
    row.set("guild_id", guilds.id(number))
        .set("prefix", dice.chance(0.2) ? null : dice.pick(PREFIXES));
    CHANNELS.forEach(column -> row.set(column, some(Snowflake.CHANNEL, number, 0.7)));
    ROLES.forEach(column -> row.set(column, some(Snowflake.ROLE, number, 0.5)));
    for (int level = 0; level < LEVELS; level++) {
      row.set(level(level), dice.chance(0.6) ? Snowflake.ROLE.id(number * 100L + level) : null);
    }
  }

  @Override
  public List<Blemish> blemishes() {
    return List.of(
        row -> row.set("prefix", "tux!"), // longer than the new column
        row -> row.set("prefix", ""),
        row -> row.set("prefix", "🐧🐧🐧"), // three characters, six of Java's: fits
        row ->
            row.set(
                "prefix",
                "!     "), // blanks beyond the column's length are cut, as the standard says
        row -> row.set("audit_log_id", 0L),
        row -> row.set("jail_role_id", -1L),
        row -> row.set("perm_level_1_role_id", 0L), // no role, as NULL
        row ->
            row.set("perm_level_2_role_id", -7L)
                .set("perm_level_6_role_id", -7L), // one refused assignment
        row -> sameRoleAtSeveralLevels(row, 0, 3, 7),
        row -> sameRoleAtSeveralLevels(row, 0, 1, 2, 3, 4, 5, 6, 7),
        GuildConfigRows::noRoles);
  }

  private @Nullable Long some(Snowflake kind, int guild, double probability) {
    return dice.chance(probability) ? (Long) kind.id(guild * 100L + 10 + dice.below(90)) : null;
  }

  private static void sameRoleAtSeveralLevels(Row row, int... levels) {
    for (int level : levels) {
      row.set(level(level), Snowflake.ROLE.id(99_000_000 + levels.length));
    }
  }

  private static void noRoles(Row row) {
    for (int level = 0; level < LEVELS; level++) {
      row.set(level(level), null);
    }
  }

  private static String level(int level) {
    return "perm_level_" + level + "_role_id";
  }
}
