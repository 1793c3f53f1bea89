package dev.crossfade.operator.demo.tux.live;

import java.sql.SQLException;

/**
 * Something that happens in a guild, and how often compared with other things.
 *
 * @param name what happened, in the past tense
 * @param weight its share among the weights of all
 */
record Happening(String name, int weight, Act act) {

  /** What the bot then writes, inside a transaction. */
  interface Act {

    /** Returns the number of rows changed; 0 if there was nothing to happen to. */
    int happen() throws SQLException;
  }
}
