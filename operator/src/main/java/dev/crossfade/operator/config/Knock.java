package dev.crossfade.operator.config;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.operator.failure.OperatorFailure;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Knocks at a PostgreSQL. */
public final class Knock {

  private static final String CONNECT_SECONDS = "10";

  private Knock() {}

  /**
   * It answers and lets us in.
   *
   * @param which old or new
   * @throws OperatorFailure with where, why and the mend
   */
  public static void at(String which, PostgresUrl url) {
    PostgresUrl patient =
        url.parameters().containsKey("connectTimeout")
            ? url
            : url.with("connectTimeout", CONNECT_SECONDS);
    try (Connection connection = patient.connect()) {
      if (!connection.isValid(0)) {
        throw new SQLException("the connection broke", "08006");
      }
    } catch (SQLException failure) {
      throw OperatorFailure.unreachable(
          "cannot reach the " + which + " database " + url + ": " + why(failure),
          hint(which, failure),
          failure);
    }
  }

  private static String why(SQLException failure) {
    if (failure.getCause() instanceof UnknownHostException unknown) {
      return "unknown host " + unknown.getMessage();
    }
    String message = String.valueOf(failure.getMessage());
    return message.lines().findFirst().orElse("no message");
  }

  private static String hint(String which, SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    if (List.of("28P01", "28000", "08004").contains(state)) {
      return "see user and password in " + which + ".postgres.url, and the server's pg_hba.conf";
    }
    if (state.equals("3D000")) {
      return "make the database, or name another in " + which + ".postgres.url";
    }
    return "see whether it runs, and host and port in " + which + ".postgres.url";
  }
}
