package dev.crossfade.extractor.oldside;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Which old server it is: another system identifier is another cluster, another timeline one that
 * was restored or promoted.
 */
public record ServerIdentity(String systemIdentifier, int timeline, int versionNumber) {

  public static ServerIdentity read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT s.system_identifier::text, c.timeline_id,"
                    + " current_setting('server_version_num')::int"
                    + " FROM pg_control_system() s, pg_control_checkpoint() c")) {
      row.next();
      return new ServerIdentity(row.getString(1), row.getInt(2), row.getInt(3));
    }
  }
}
