package dev.crossfade.operator.demo.quanta;

import dev.crossfade.operator.demo.DatabaseWorkload;
import dev.crossfade.operator.demo.LiveWorkload;
import dev.crossfade.operator.demo.Tally;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Creators who post, like, follow and switch avatars, on two connections that share one pace. What
 * each of them does depends on the seed and on the rows it meets.
 */
final class CreatorsAtWork {

  private static final int SESSIONS = 2;
  private static final int STATEMENTS_MAX = 3;

  /** One transaction in this many is given up. */
  private static final int GIVEN_UP = 50;

  /** Dead locks, broken constraints, lock time-outs, a statement cancelled, a fence. */
  private static final List<String> REFUSALS = List.of("40", "23", "55", "57014", "25006", "P0001");

  private final Connection connection;
  private final SplittableRandom random;
  private final Tally tally;

  private CreatorsAtWork(Connection connection, SplittableRandom random, Tally tally) {
    this.connection = connection;
    this.random = random;
    this.tally = tally;
  }

  /** Not yet started. */
  static LiveWorkload of(DataSource old, long seed, int changesPerSecond) {
    return new DatabaseWorkload(
        "the creators",
        old,
        changesPerSecond,
        SESSIONS,
        (connection, session, pace, tally, goesOn) -> {
          connection.setAutoCommit(false);
          CreatorsAtWork creators =
              new CreatorsAtWork(connection, new SplittableRandom(seed * 31 + session), tally);
          while (goesOn.getAsBoolean()) {
            pace.made(creators.transaction(), goesOn);
          }
        });
  }

  /** Returns the rows changed, at least 1, so that a refusal takes its time, too. */
  private int transaction() throws SQLException {
    int changed = 0;
    Happening happening = Happening.at(random.nextInt(Happening.WEIGHTS));
    try {
      for (int i = 1 + random.nextInt(STATEMENTS_MAX); i > 0; i--) {
        happening = Happening.at(random.nextInt(Happening.WEIGHTS));
        changed += happen(happening);
      }
    } catch (SQLException refused) {
      connection.rollback();
      String state = String.valueOf(refused.getSQLState());
      if (REFUSALS.stream().noneMatch(state::startsWith)) {
        throw refused;
      }
      tally.refused();
      return 1;
    }
    if (random.nextInt(GIVEN_UP) == 0) {
      connection.rollback();
      return 1;
    }
    connection.commit();
    tally.committed(happening.name(), changed);
    return Math.max(1, changed);
  }

  private int happen(Happening happening) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(happening.sql())) {
      for (int i = 1; i <= happening.randoms(); i++) {
        statement.setObject(i, new UUID(random.nextLong(), random.nextLong()));
      }
      return statement.executeUpdate();
    }
  }
}
