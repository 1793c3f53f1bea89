package dev.crossfade.loader.postgres;

import dev.crossfade.databases.postgres.PostgresUrl;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the sessions of loaders that stand still in a transaction and hold what another loader's
 * session waits for.
 *
 * <p>A loader that is frozen or cut off keeps its locks. PostgreSQL ends a session that is idle in
 * its transaction, not one that waits for the rest of a COPY. Only loaders of the same migration
 * are ended, and only if the server waited for them at {@value #LOOKS} looks in a row: one for
 * which the server still works comes to its end by itself. What they had not committed comes again.
 * Used by one thread.
 */
final class Rivals {

  private static final Logger log = LoggerFactory.getLogger(Rivals.class);
  private static final int LOOKS = 5;
  private static final int NAME_MAX = 63; // PostgreSQL cuts longer ones

  private static final String HOLDERS =
      "SELECT a.pid, COALESCE(a.backend_start::text, ''), COALESCE(a.usename, ''),"
          + " COALESCE(a.application_name, ''), a.state IS NOT NULL,"
          + " COALESCE(a.wait_event_type = 'Client', false)"
          + " FROM (SELECT DISTINCT pid FROM pg_catalog.unnest(pg_catalog.pg_blocking_pids(?)) AS u (pid)) b"
          + " JOIN pg_catalog.pg_stat_activity a ON a.pid = b.pid";

  private static final String END =
      "SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity"
          + " WHERE pid = ? AND backend_start::text = ? AND application_name = ?";

  /**
   * Who holds something.
   *
   * @param seen whether we may see what it does
   * @param still whether the server waits for it
   */
  private record Holder(
      int pid, String since, String role, String application, boolean seen, boolean still) {

    String identity() {
      return pid + " " + since;
    }
  }

  private final PostgresUrl url;
  private final int waiting;
  private final String loaders;
  private final Map<String, Integer> looks = new HashMap<>();
  private final Set<String> told = new HashSet<>();

  /**
   * Of the session that waits.
   *
   * @param waiting its process in the server
   * @param loaders the application's name that all loaders of the migration have
   */
  Rivals(PostgresUrl url, int waiting, String loaders) {
    this.url = url;
    this.waiting = waiting;
    this.loaders = loaders;
  }

  /** The name of the sessions that load a migration. */
  static String application(String migration) {
    String name = "crossfade loader " + migration;
    return name.substring(0, Math.min(NAME_MAX, name.length()));
  }

  /** One look at who holds what the session waits for now. */
  void look() throws SQLException {
    try (Connection connection =
        url.with("ApplicationName", "crossfade loader's watch").connect()) {
      List<Holder> holders = holders(connection);
      looks.keySet().retainAll(holders.stream().map(Holder::identity).toList());
      for (Holder holder : holders) {
        boolean counts = !isOurs(holder) || !holder.seen() || holder.still();
        int seen = counts ? looks.merge(holder.identity(), 1, Integer::sum) : 0;
        if (seen == 0) {
          looks.remove(holder.identity());
        } else if (seen >= LOOKS) {
          settle(connection, holder);
        }
      }
    }
  }

  private boolean isOurs(Holder holder) {
    return holder.application().equals(loaders);
  }

  private List<Holder> holders(Connection connection) throws SQLException {
    List<Holder> holders = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(HOLDERS)) {
      statement.setInt(1, waiting);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          holders.add(
              new Holder(
                  rows.getInt(1),
                  rows.getString(2),
                  rows.getString(3),
                  rows.getString(4),
                  rows.getBoolean(5),
                  rows.getBoolean(6)));
        }
      }
    }
    return holders;
  }

  private void settle(Connection connection, Holder holder) {
    if (!isOurs(holder)) {
      tell(holder, "it is not a loader of this migration");
    } else if (!holder.seen()) {
      tell(holder, "we may not see whether it stands still");
    } else {
      end(connection, holder);
    }
  }

  private void end(Connection connection, Holder holder) {
    try (PreparedStatement statement = connection.prepareStatement(END)) {
      statement.setInt(1, holder.pid());
      statement.setString(2, holder.since());
      statement.setString(3, loaders);
      try (ResultSet row = statement.executeQuery()) {
        if (row.next() && row.getBoolean(1)) {
          log.warn(
              "another loader stands still and held what this one waits for: ended its session {}"
                  + " in the new database. What it had not committed is written by whoever has its"
                  + " partitions now",
              holder.pid());
        }
      }
    } catch (SQLException refused) {
      tell(holder, "it may not be ended by us, SQLSTATE " + refused.getSQLState());
    }
  }

  private void tell(Holder holder, String why) {
    if (told.add(holder.identity())) {
      log.warn(
          "this loader waits for the session {} of {} ({}) in the new database; {}."
              + " If it stands still, end it there: SELECT pg_terminate_backend({})",
          holder.pid(),
          holder.role(),
          holder.application(),
          why,
          holder.pid());
    }
  }
}
