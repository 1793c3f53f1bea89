package dev.crossfade.loader.postgres;

import dev.crossfade.loader.LoadSession;
import dev.crossfade.loader.NaturalKey;
import dev.crossfade.schemas.Bytes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What tests have to reach below a session's interface. */
public final class Inside {

  private Inside() {}

  public static Connection connection(LoadSession session) {
    return ((PostgresSession) session).connection();
  }

  public static void execute(LoadSession session, String sql) throws SQLException {
    try (Statement statement = connection(session).createStatement()) {
      statement.execute(sql);
    }
  }

  public static byte[] naturalKey(Bytes recordKey) {
    return NaturalKey.ofRecordKey(recordKey).array();
  }
}
