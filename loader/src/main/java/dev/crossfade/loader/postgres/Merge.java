package dev.crossfade.loader.postgres;

import dev.crossfade.loader.Failure;
import dev.crossfade.loader.Refused;
import dev.crossfade.loader.Row;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows of different keys the new table's rows, in the transaction of the caller: all at once,
 * or one by one if any is refused.
 */
final class Merge {

  private final PostgresSession session;
  private final TableSql sql;
  private final Stage stage;
  private boolean staged;
  private boolean littered;

  Merge(PostgresSession session, TableSql sql, Stage stage) {
    this.session = session;
    this.sql = sql;
    this.stage = stage;
  }

  /**
   * Writes all rows but those returned, for which nothing is changed.
   *
   * @throws SQLException if the refusal is no row's fault
   */
  List<Refused> upsert(Collection<Row> rows) throws SQLException {
    List<Refused> refused = new ArrayList<>();
    Deque<List<Row>> left = new ArrayDeque<>();
    left.push(rows instanceof List<Row> list ? list : new ArrayList<>(rows));
    while (!left.isEmpty()) {
      List<Row> next = left.pop();
      if (next.isEmpty()) {
        continue;
      }
      Failure failure = attempt(next);
      if (failure == null) {
        continue;
      }
      if (next.size() == 1) {
        refused.add(new Refused(next.get(0), failure));
        continue;
      }
      int line = failure.copyLine();
      if (line >= 1 && line <= next.size()) { // the COPY itself says which
        left.push(next.subList(line, next.size()));
        left.push(next.subList(line - 1, line));
        left.push(next.subList(0, line - 1));
      } else {
        refused.addAll(eachByItself(next));
      }
    }
    return refused;
  }

  private @Nullable Failure attempt(List<Row> rows) throws SQLException {
    Connection connection = session.connection();
    if (littered) {
      session.execute(sql.renewRows()); // what was rolled back lies there, in the way of every scan
    } else if (staged) {
      session.execute(sql.clearRows());
    }
    littered = false;
    Savepoint before = connection.setSavepoint();
    try {
      stage.copyRows(session.copyManager(), sql.copyRows(stage.rowOptions()), rows);
      if (sql.looksUp()) {
        session.execute(sql.upsert());
      } else {
        session.executePrepared(sql.upsert());
      }
      connection.releaseSavepoint(before);
      staged = true;
      return null;
    } catch (SQLException refusal) {
      Failure failure = PostgresFailure.of(refusal);
      if (!failure.isOfOneRow()) {
        throw refusal;
      }
      connection.rollback(before);
      connection.releaseSavepoint(before);
      littered = true;
      return failure;
    }
  }

  /** In the server: a batch may hold hundreds that are refused. */
  private List<Refused> eachByItself(List<Row> rows) throws SQLException {
    session.execute(sql.renewRows());
    stage.copyRows(session.copyManager(), sql.copyRows(stage.rowOptions()), rows);
    littered = false;
    staged = true;
    session.execute(sql.createEach());
    List<Refused> refused = new ArrayList<>();
    try (Statement statement = session.connection().createStatement();
        ResultSet found = statement.executeQuery(sql.upsertEach())) {
      while (found.next()) {
        Failure failure =
            Failure.of(found.getString(2), named(found.getString(3)), named(found.getString(4)), 0);
        refused.add(new Refused(rows.get(found.getInt(1) - 1), failure));
      }
    }
    return refused;
  }

  private static @Nullable String named(@Nullable String name) {
    return name == null || name.isEmpty() ? null : name;
  }

  /** Deletes whatever the new table holds under the keys of these rows. */
  void delete(Collection<Row> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    stage.copyKeys(session.copyManager(), sql.copyKeys(stage.keyOptions()), rows);
    session.execute(sql.delete());
    if (sql.keyMayHoldNull() && rows.stream().anyMatch(row -> stage.holdsNull(row.key()))) {
      session.execute(sql.deleteWithNulls());
    }
    session.execute(sql.clearKeys());
  }
}
