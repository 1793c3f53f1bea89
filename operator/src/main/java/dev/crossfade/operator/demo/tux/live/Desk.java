package dev.crossfade.operator.demo.tux.live;

import dev.crossfade.operator.demo.tux.rows.Calendar;
import dev.crossfade.operator.demo.tux.rows.Dice;
import dev.crossfade.operator.demo.tux.rows.Prose;
import dev.crossfade.operator.demo.tux.rows.Snowflake;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one shift of the bot works with. Guilds are shared out among the shifts, so that no two of
 * them write to the same guild.
 */
final class Desk {

  /** Most keys of one table that a shift keeps in mind. */
  static final int KEYS_MAX = 5_000;

  private static final long FIRST_NEW_NUMBER = 1_000_000_000L;
  private static final long NUMBERS_PER_SHIFT = 50_000_000L;

  private final Sql sql;
  private final Dice dice;
  private final Prose prose;
  private final Calendar calendar;
  private final int shift;
  private final int shifts;
  private final Pool<Long> guilds = new Pool<>();
  private final List<Runnable> onCommit = new ArrayList<>();
  private long nextNumber;

  private Desk(Connection connection, long seed, int shift, int shifts) {
    this.sql = new Sql(connection);
    this.dice = new Dice(seed, "shift " + shift);
    this.prose = new Prose(dice);
    this.calendar = new Calendar(dice);
    this.shift = shift;
    this.shifts = shifts;
    this.nextNumber = FIRST_NEW_NUMBER + shift * NUMBERS_PER_SHIFT + dice.below(40_000_000);
  }

  /** A desk with the sound guilds of this shift on it. */
  static Desk of(Connection connection, long seed, int shift, int shifts) throws SQLException {
    Desk desk = new Desk(connection, seed, shift, shifts);
    desk.sql.each(
        row -> desk.guilds.add(row.getLong(1)),
        "SELECT guild_id FROM \"Guild\" WHERE guild_id > 0 AND case_count BETWEEN 0 AND 2000000000 AND "
            + desk.mine("guild_id")
            + " ORDER BY guild_id");
    return desk;
  }

  Sql sql() {
    return sql;
  }

  Dice dice() {
    return dice;
  }

  Prose prose() {
    return prose;
  }

  Calendar calendar() {
    return calendar;
  }

  /** The sound guilds of this shift. */
  Pool<Long> guilds() {
    return guilds;
  }

  Optional<Long> anyGuild() {
    return guilds.pick(dice);
  }

  /** A condition that holds for the ids of this shift only. */
  String mine(String column) {
    return "mod(mod(%s, %d) + %d, %d) = %d".formatted(column, shifts, shifts, shifts, shift);
  }

  /** An id that was never used. */
  long newId(Snowflake kind) {
    return kind.id(nextNumber++);
  }

  /** An id that was never used and belongs to this shift. */
  long newGuildId() {
    long id = newId(Snowflake.GUILD);
    while (Math.floorMod(id, shifts) != shift) {
      id = newId(Snowflake.GUILD);
    }
    return id;
  }

  /** A name that was never used. */
  String newName() {
    return prose.word() + "~" + Long.toString(nextNumber++, Character.MAX_RADIX);
  }

  /** Remembers something only if the transaction commits. */
  void onCommit(Runnable memory) {
    onCommit.add(memory);
  }

  void committed() {
    onCommit.forEach(Runnable::run);
    onCommit.clear();
  }

  void rolledBack() {
    onCommit.clear();
  }
}
