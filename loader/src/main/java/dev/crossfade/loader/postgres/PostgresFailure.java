package dev.crossfade.loader.postgres;

import dev.crossfade.loader.Failure;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Reads where PostgreSQL's refusal points to. */
final class PostgresFailure {

  private static final Pattern COPY_CONTEXT =
      Pattern.compile("(?m)^COPY \\S+, line (\\d+)(?:, column (\\w+))?");

  private PostgresFailure() {}

  static Failure of(SQLException exception) {
    String state = exception.getSQLState() == null ? "08000" : exception.getSQLState();
    String constraint = null;
    String column = null;
    int line = 0;
    if (exception instanceof PSQLException postgres) {
      ServerErrorMessage message = postgres.getServerErrorMessage();
      if (message != null) {
        constraint = message.getConstraint();
        column = message.getColumn();
        Matcher context =
            COPY_CONTEXT.matcher(message.getWhere() == null ? "" : message.getWhere());
        if (context.find()) {
          line = Integer.parseInt(context.group(1));
          column = column == null ? context.group(2) : column;
        }
      }
    }
    return Failure.of(state, constraint, column, line);
  }

  /** {@link Failure#isOfOneRow} as SQL, over an SQLSTATE. */
  static String ofOneRow(String state) {
    return "(pg_catalog.\"left\"("
        + state
        + ", 2) IN ('22', '23') OR "
        + state
        + " IN ('P0001', '54000'))";
  }
}
