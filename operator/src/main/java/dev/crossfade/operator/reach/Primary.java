package dev.crossfade.operator.reach;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.operator.failure.OperatorFailure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Tells the old database's primary from a replica, whose log takes no marker. */
public final class Primary {

  private Primary() {}

  /**
   * The server changes rows itself.
   *
   * @param url where {@code connection} leads to
   * @throws OperatorFailure if it repeats what another one does
   */
  public static void mustBeAt(PostgresUrl url, Connection connection) throws SQLException {
    try (Statement sql = connection.createStatement();
        ResultSet replica = sql.executeQuery("SELECT pg_catalog.pg_is_in_recovery()")) {
      replica.next();
      if (replica.getBoolean(1)) {
        throw OperatorFailure.misconfigured(
            "the old database " + url + " is a replica: no marker can be sent through its log",
            "name its primary in old.postgres.url, or several hosts and targetServerType=primary");
      }
    }
  }
}
