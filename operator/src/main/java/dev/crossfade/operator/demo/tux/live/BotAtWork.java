package dev.crossfade.operator.demo.tux.live;

import dev.crossfade.operator.demo.DatabaseWorkload;
import dev.crossfade.operator.demo.LiveWorkload;
import javax.sql.DataSource;

/**
 * The bot, on three connections that share one pace. What each of them does depends on the seed and
 * on what it finds in the database when it begins; how far it gets, on the clock.
 */
public final class BotAtWork {

  private static final int SHIFTS = 3;

  private BotAtWork() {}

  /**
   * Not yet started.
   *
   * @param changesPerSecond rows inserted, updated and deleted a second, above 0
   */
  public static LiveWorkload of(DataSource old, long seed, int changesPerSecond) {
    return new DatabaseWorkload(
        "the bot",
        old,
        changesPerSecond,
        SHIFTS,
        (connection, shift, pace, tally, goesOn) ->
            Shift.on(connection, Desk.of(connection, seed, shift, SHIFTS), pace, tally)
                .work(goesOn));
  }
}
