package dev.crossfade.mapping.analysis;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultHandlerBase;
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

  /** From a notice that the server sends when it parses the SELECT, which does not run. */
  NOTICE {
    private static final String SELECT = "{QUERY :commandType 1 ";

    @Override
    String statement(String select, int columns) {
      return select;
    }

    @Override
    Node tree(Statement statement, String sql) throws SQLException {
      statement.execute(
          "SET LOCAL client_min_messages TO log; SET LOCAL debug_pretty_print TO off;"
              + " SET LOCAL debug_print_parse TO on");
      Notices notices = new Notices();
      QueryExecutor server =
          statement.getConnection().unwrap(BaseConnection.class).getQueryExecutor();
      server.execute(
          server.createSimpleQuery(sql), // no driver's placeholders in it
          null,
          notices,
          0,
          0,
          QueryExecutor.QUERY_DESCRIBE_ONLY | QueryExecutor.QUERY_ONESHOT);
      statement.execute("SET LOCAL debug_print_parse TO off"); // after an error: rolled back
      for (String detail : notices.details) {
        if (detail.startsWith(SELECT)) {
          return NodeParser.parse(TreeLines.joined(detail)).get(0);
        }
      }
      throw new NodeFormatException("a server that sends no parse tree");
    }
  };

  /** Keeps the details of what the server tells. */
  private static final class Notices extends ResultHandlerBase {
    private final List<String> details = new ArrayList<>();

    @Override
    public void handleWarning(SQLWarning told) {
      for (SQLWarning each = told; each != null; each = each.getNextWarning()) {
        ServerErrorMessage message =
            each instanceof PSQLWarning warning ? warning.getServerErrorMessage() : null;
        String detail = message == null ? null : message.getDetail();
        if (detail != null) {
          details.add(detail);
        }
      }
    }
  }

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
