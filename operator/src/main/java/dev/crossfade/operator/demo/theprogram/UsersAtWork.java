package dev.crossfade.operator.demo.theprogram;

import dev.crossfade.operator.demo.DatabaseWorkload;
import dev.crossfade.operator.demo.LiveWorkload;
import dev.crossfade.operator.demo.Pace;
import dev.crossfade.operator.demo.Tally;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.postgresql.util.PSQLException;

/** All users at work, one transaction after the other, at a pace. */
final class UsersAtWork {

  private static final String THROW =
      "SELECT set_config('demo.mine', ?, true), set_config('demo.pick', ?, true),"
          + " set_config('demo.new', ?, true), set_config('demo.n', ?, true)";

  private final Connection connection;
  private final Life life;
  private final Random dice;
  private final Tally tally;

  private UsersAtWork(Connection connection, Life life, Random dice, Tally tally) {
    this.connection = connection;
    this.life = life;
    this.dice = dice;
    this.tally = tally;
  }

  /** Not yet started. */
  static LiveWorkload of(DataSource old, Life life, long seed, int changesPerSecond) {
    return new DatabaseWorkload(
        "the users",
        old,
        changesPerSecond,
        1,
        (connection, session, pace, tally, goesOn) ->
            new UsersAtWork(connection, life, new Random(seed), tally).work(pace, goesOn));
  }

  private void work(Pace pace, BooleanSupplier goesOn) throws SQLException {
    try (Statement sql = connection.createStatement();
        PreparedStatement throwing = connection.prepareStatement(THROW)) {
      sql.execute(life.session());
      connection.setAutoCommit(false);
      while (goesOn.getAsBoolean()) {
        pace.made(happen(sql, throwing), goesOn);
      }
    }
  }

  /** Returns the rows changed. */
  private int happen(Statement sql, PreparedStatement throwing) throws SQLException {
    Life.Happening happening = life.next(dice);
    throwing.setString(1, dice.nextBoolean() ? "yes" : "no");
    throwing.setString(2, new UUID(dice.nextLong(), dice.nextLong()).toString());
    throwing.setString(3, Long.toHexString(dice.nextLong()));
    throwing.setString(4, String.valueOf(dice.nextLong() & Long.MAX_VALUE));
    try {
      throwing.execute();
      int changed = 0;
      boolean rows = sql.execute(happening.sql());
      while (rows || sql.getUpdateCount() >= 0) {
        changed += rows ? 0 : sql.getUpdateCount();
        rows = sql.getMoreResults();
      }
      connection.commit();
      tally.committed(happening.name(), changed);
      return changed;
    } catch (PSQLException why) {
      if (why.getServerErrorMessage() == null || isOurMistake(String.valueOf(why.getSQLState()))) {
        throw why;
      }
      connection.rollback();
      tally.refused();
      return 0;
    }
  }

  /** What no other session and no fence can be the reason of. */
  private static boolean isOurMistake(String sqlState) {
    return sqlState.startsWith("42") || sqlState.startsWith("22") || sqlState.startsWith("57P");
  }
}
