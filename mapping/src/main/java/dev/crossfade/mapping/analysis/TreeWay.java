package dev.crossfade.mapping.analysis;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/** How PostgreSQL's analysed tree of a SELECT is got. Both ways give the same plan. */
enum TreeWay {
  /** From the rewrite rule of a temporary view. */
  VIEW {
    @Override
    String statement(String select, int columns) {
      String names =
          IntStream.rangeClosed(1, columns)
              .mapToObj(i -> "c" + i)
              .collect(Collectors.joining(", "));
      return "CREATE TEMP VIEW crossfade_mapping (" + names + ") AS " + select;
    }

    @Override
    Node tree(Statement statement, String sql) throws SQLException {
      statement.execute(sql);
      try (ResultSet row =
          statement.executeQuery(
              "SELECT ev_action::text FROM pg_rewrite"
                  + " WHERE ev_class = 'pg_temp.crossfade_mapping'::regclass")) {
        row.next();
        return NodeParser.parse(row.getString(1)).get(0);
      }
    }
  },

  /** From a notice that the server sends when it prepares the SELECT: nothing is made. */
  NOTICE {
    private static final String SELECT = "{QUERY :commandType 1 ";

    @Override
    String statement(String select, int columns) {
      return "PREPARE crossfade_mapping AS " + select;
    }

    @Override
    Node tree(Statement statement, String sql) throws SQLException {
      statement.execute(
          "SET LOCAL client_min_messages TO log; SET LOCAL debug_pretty_print TO off;"
              + " SET LOCAL debug_print_parse TO on");
      statement.clearWarnings();
      statement.execute(sql); // on an error the caller rolls the settings back
      SQLWarning notices = statement.getWarnings();
      statement.execute("SET LOCAL debug_print_parse TO off");
      statement.execute("DEALLOCATE crossfade_mapping");
      for (SQLWarning notice = notices; notice != null; notice = notice.getNextWarning()) {
        ServerErrorMessage message =
            notice instanceof PSQLWarning warning ? warning.getServerErrorMessage() : null;
        String detail = message == null ? null : message.getDetail();
        if (detail != null && detail.startsWith(SELECT)) {
          return NodeParser.parse(TreeLines.joined(detail)).get(0);
        }
      }
      throw new NodeFormatException("a server that sends no parse tree");
    }
  };

  private static final String TEMPORARY =
      "SELECT has_database_privilege(current_database(), 'TEMP')"
          + " AND current_setting('transaction_read_only') = 'off'";

  /** The statement that has a SELECT analysed. */
  abstract String statement(String select, int columns);

  /** Runs that statement and reads the tree. */
  abstract Node tree(Statement statement, String sql) throws SQLException;

  /** The view, unless the session may make none: no TEMP privilege, or it only reads. */
  static TreeWay of(java.sql.Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(TEMPORARY)) {
      row.next();
      return row.getBoolean(1) ? VIEW : NOTICE;
    }
  }
}
