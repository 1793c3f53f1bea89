package dev.crossfade.operator.demo.tux.live;

import dev.crossfade.operator.demo.Pace;
import dev.crossfade.operator.demo.Tally;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection of the bot, one transaction after the other. Now and then a transaction is given
 * up, wholly or up to a savepoint: what was given up never happened.
 */
final class Shift {

  private static final double GIVEN_UP = 0.01;
  private static final double HALF_GIVEN_UP = 0.02;
  private static final Duration AFTER_REFUSAL = Duration.ofMillis(50);

  /**
   * Dead locks, broken constraints, lock time-outs, a statement cancelled, a fence: the bot tries
   * something else.
   */
  private static final List<String> REFUSALS = List.of("40", "23", "55", "57014", "25006", "P0001");

  private final Connection connection;
  private final Desk desk;
  private final Life life;
  private final Pace pace;
  private final Tally tally;

  private Shift(Connection connection, Desk desk, Life life, Pace pace, Tally tally) {
    this.connection = connection;
    this.desk = desk;
    this.life = life;
    this.pace = pace;
    this.tally = tally;
  }

  static Shift on(Connection connection, Desk desk, Pace pace, Tally tally) throws SQLException {
    return new Shift(connection, desk, Life.of(desk), pace, tally);
  }

  /**
   * Works until {@code goesOn} says no.
   *
   * @throws SQLException if the database cannot be worked with any more
   */
  void work(BooleanSupplier goesOn) throws SQLException {
    connection.setAutoCommit(false);
    while (goesOn.getAsBoolean()) {
      try {
        pace.made(transaction(), goesOn);
      } catch (SQLException e) {
        if (!refusal(e)) {
          throw e;
        }
        giveUp();
        tally.refused();
        LockSupport.parkNanos(this, AFTER_REFUSAL.toNanos());
      }
    }
  }

  /** Returns the rows changed by what was committed. */
  private int transaction() throws SQLException {
    if (desk.dice().chance(HALF_GIVEN_UP)) {
      Savepoint before = connection.setSavepoint();
      life.next(desk.dice()).act().happen();
      connection.rollback(before);
      desk.rolledBack();
    }
    Happening happening = life.next(desk.dice());
    int changed = happening.act().happen();
    if (desk.dice().chance(GIVEN_UP)) {
      giveUp();
      return 0;
    }
    connection.commit();
    desk.committed();
    if (changed > 0) {
      tally.committed(happening.name(), changed);
    }
    return changed;
  }

  private void giveUp() throws SQLException {
    connection.rollback();
    desk.rolledBack();
  }

  private static boolean refusal(SQLException e) {
    @Nullable String state = e.getSQLState();
    return state != null && REFUSALS.stream().anyMatch(state::startsWith);
  }
}
