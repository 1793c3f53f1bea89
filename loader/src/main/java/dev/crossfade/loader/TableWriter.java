package dev.crossfade.loader;

import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Writes one new table: rows straight or merged, refused ones parked or dead. */
final class TableWriter implements TopicWriter {

  private final NewTable table;
  private final Stage stage;
  private final IdGiver ids;
  private final Straight straight;
  private final Outstanding outstanding;
  private long rememberedAt = -1;

  TableWriter(MigrationPlan plan, NewTable table, long parkedForMicros) {
    this.table = table;
    this.stage = new Stage(plan, table);
    this.ids = new IdGiver(plan, table);
    this.straight = new Straight(!ids.isNeeded());
    this.outstanding = new Outstanding(plan, table, parkedForMicros);
  }

  @Override
  public void before(LoadSession session, Batch batch) throws SQLException {
    long opened = LoadSession.opened();
    if (opened != rememberedAt) {
      forget();
      rememberedAt = opened;
    }
    ids.giveOut(session.connection(), batch, stage);
    outstanding.count(session.connection(), batch.advances().keySet());
  }

  @Override
  public Tally apply(LoadSession session, Batch batch) throws SQLException {
    Tally tally = new Tally();
    TableSql sql = session.stageFor(table, ids.givenId(session.connection()));
    Merge merge = new Merge(session, sql, stage);
    if (!batch.rows().isEmpty()) {
      outstanding.removeOf(session.connection(), batch.rows(), tally);
      if (!copiedStraight(session, sql, batch)) {
        write(session, merge, batch.lastRows(), tally);
      }
      tally.rows += batch.rows().size();
    }
    outstanding.retry(session, sql, stage, merge, batch.advances().keySet(), tally);
    return tally;
  }

  private boolean copiedStraight(LoadSession session, TableSql sql, Batch batch)
      throws SQLException {
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
      if (!Failure.of(refusal).isOfOneRow()) {
        throw refusal;
      }
      connection.rollback(before);
      straight.failed();
      return false;
    }
  }

  private void write(LoadSession session, Merge merge, Collection<Row> rows, Tally tally)
      throws SQLException {
    List<Row> gone = new ArrayList<>();
    List<Row> present = new ArrayList<>(rows.size());
    for (Row row : rows) {
      (row.value() == null ? gone : present).add(row);
    }
    merge.delete(gone); // first: it may free unique values
    List<Refused> refused = merge.upsert(present);
    if (refused.isEmpty()) {
      return;
    }
    // Whatever is refused is in exactly one place: not as its earlier version in the table.
    merge.delete(refused.stream().map(Refused::row).toList());
    List<Refused> dead = new ArrayList<>();
    List<Row> again = new ArrayList<>();
    for (Refused each : refused) {
      if (each.failure().kind() == Failure.Kind.UNIQUE) {
        again.add(each.row()); // the other one may have moved in this very batch
      } else {
        dead.add(each);
      }
    }
    List<Refused> parked = new ArrayList<>();
    for (Refused each : merge.upsert(again)) {
      (each.failure().kind() == Failure.Kind.UNIQUE ? parked : dead).add(each);
    }
    outstanding.park(session.connection(), parked, tally);
    outstanding.bury(session.connection(), dead, tally);
  }

  @Override
  public void committed(Tally tally) {
    outstanding.committed(tally);
  }

  @Override
  public void forget() {
    ids.forget();
    outstanding.forget();
  }

  @Override
  public boolean hasParked() {
    return outstanding.hasParked();
  }
}
