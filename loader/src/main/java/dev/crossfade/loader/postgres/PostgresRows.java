package dev.crossfade.loader.postgres;

import dev.crossfade.loader.Batch;
import dev.crossfade.loader.Refused;
import dev.crossfade.loader.Row;
import dev.crossfade.loader.TableRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Collection;
import java.util.List;

/** One table in one transaction: rows straight or merged. */
record PostgresRows(
    PostgresSession session,
    TableSql sql,
    Stage stage,
    Straight straight,
    Merge merge,
    Collision collision)
    implements TableRows {

  @Override
  public boolean writeStraight(Batch batch) throws SQLException {
    if (!batch.snapshotOnly() || !straight.isWorthATry()) {
      return false;
    }
    Connection connection = session.connection();
    Savepoint before = connection.setSavepoint();
    try {
      stage.copyRows(session.copyManager(), sql.copyStraight(stage.rowOptions()), batch.rows());
      straight.worked();
      return true;
    } catch (SQLException refusal) {
      if (!PostgresFailure.of(refusal).isOfOneRow()) {
        throw refusal;
      }
      connection.rollback(before);
      straight.failed();
      return false;
    }
  }

  @Override
  public List<Refused> upsert(Collection<Row> rows) throws SQLException {
    return merge.upsert(rows);
  }

  @Override
  public void delete(Collection<Row> rows) throws SQLException {
    merge.delete(rows);
  }

  @Override
  public String holder(Refused refused) throws SQLException {
    return collision.find(session, sql, stage, refused);
  }
}
