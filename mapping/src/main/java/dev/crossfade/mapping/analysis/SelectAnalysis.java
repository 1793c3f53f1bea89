package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.problems.Problem;
import dev.crossfade.mapping.text.RewrittenText;
import dev.crossfade.mapping.text.SourceText;
import dev.crossfade.schemas.TableId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Has PostgreSQL analyse a SELECT, and leaves nothing behind. */
final class SelectAnalysis {

  private final Connection old;
  private final String schema;
  private final SourceText source;
  private final TreeWay way;

  SelectAnalysis(Connection old, String schema, SourceText source, TreeWay way) {
    this.old = old;
    this.schema = schema;
    this.source = source;
    this.way = way;
  }

  /** The tree of a SELECT with that many columns. */
  Node analyse(RewrittenText select, int columns) throws RefusalException, SQLException {
    String sql = way.statement(select.text(), columns);
    Savepoint start = old.setSavepoint();
    try (Statement statement = old.createStatement()) {
      statement.execute("SET LOCAL search_path TO " + TableId.quote(schema) + ", pg_temp");
      try {
        return way.tree(statement, sql);
      } catch (PSQLException refused) {
        throw new RefusalException(problem(refused, new Positions(sql, select)));
      }
    } finally {
      old.rollback(start);
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
