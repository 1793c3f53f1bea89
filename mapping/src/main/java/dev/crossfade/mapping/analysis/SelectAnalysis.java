package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.problems.Problem;
import dev.crossfade.mapping.text.RewrittenText;
import dev.crossfade.mapping.text.SourceText;
import dev.crossfade.schemas.TableId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Has PostgreSQL analyse a SELECT, by making a temporary view of it that is rolled back at once.
 *
 * <p>Needs the TEMP privilege and leaves nothing behind.
 */
final class SelectAnalysis {

  private final Connection old;
  private final String schema;
  private final SourceText source;

  SelectAnalysis(Connection old, String schema, SourceText source) {
    this.old = old;
    this.schema = schema;
    this.source = source;
  }

  /** The analysed query and the way back from its locations. */
  record Analysed(Node query, Positions positions) {}

  /**
   * The tree of a SELECT with that many columns.
   *
   * @param before statements to run first: the temporary tables of late references
   */
  Analysed analyse(RewrittenText select, int columns, List<String> before)
      throws RefusalException, SQLException {
    String names =
        IntStream.rangeClosed(1, columns).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
    String sql = "CREATE TEMP VIEW crossfade_mapping (" + names + ") AS " + select.text();
    Positions positions = new Positions(sql, select);
    Savepoint start = old.setSavepoint();
    try (Statement statement = old.createStatement()) {
      statement.execute("SET LOCAL search_path TO " + TableId.quote(schema) + ", pg_temp");
      for (String each : before) {
        statement.execute(each);
      }
      try {
        statement.execute(sql);
      } catch (PSQLException refused) {
        throw new RefusalException(problem(refused, positions));
      }
      return new Analysed(query(statement), positions);
    } finally {
      old.rollback(start);
    }
  }

  private static Node query(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "SELECT ev_action::text FROM pg_rewrite"
                + " WHERE ev_class = 'pg_temp.crossfade_mapping'::regclass")) {
      row.next();
      return NodeParser.parse(row.getString(1)).get(0);
    }
  }

  private Problem problem(PSQLException refused, Positions positions) throws PSQLException {
    ServerErrorMessage message = refused.getServerErrorMessage();
    if (message == null) {
      throw refused; // not the server's: a lost connection
    }
    int at =
        message.getPosition() > 0
            ? positions.ofErrorPosition(message.getPosition())
            : positions.select().sourceOf(0);
    return Problem.error(
        String.valueOf(message.getSQLState()),
        source.placeOf(at),
        String.valueOf(message.getMessage()),
        hint(message));
  }

  static @Nullable String hint(ServerErrorMessage message) {
    return message.getHint() != null ? message.getHint() : message.getDetail();
  }
}
