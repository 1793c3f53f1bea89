package dev.crossfade.loader;

import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Writes one new table: rows straight or merged, refused ones parked or dead. */
final class TableWriter implements TopicWriter {

  private final TableLane lane;
  private final Outstanding outstanding;
  private long rememberedAt = -1;

  TableWriter(TableLane lane, MigrationPlan plan, NewTable table, long parkedForMicros) {
    this.lane = lane;
    this.outstanding = new Outstanding(plan, table, parkedForMicros);
  }

  @Override
  public void before(LoadSession session, Batch batch) throws SQLException {
    long epoch = session.epoch();
    if (epoch != rememberedAt) {
      forget();
      rememberedAt = epoch;
    }
    lane.before(session, batch);
    outstanding.count(session, batch.advances().keySet());
  }

  @Override
  public Tally apply(LoadSession session, Batch batch) throws SQLException {
    Tally tally = new Tally();
    TableRows table = lane.in(session);
    if (!batch.rows().isEmpty()) {
      outstanding.removeOf(session, batch.rows(), tally);
      if (!table.writeStraight(batch)) {
        write(session, table, batch.lastRows(), tally);
      }
      tally.rows += batch.rows().size();
    }
    outstanding.retry(session, table, batch.advances().keySet(), tally);
    return tally;
  }

  private void write(LoadSession session, TableRows table, Collection<Row> rows, Tally tally)
      throws SQLException {
    List<Row> gone = new ArrayList<>();
    List<Row> present = new ArrayList<>(rows.size());
    for (Row row : rows) {
      (row.value() == null ? gone : present).add(row);
    }
    table.delete(gone); // first: it may free unique values
    List<Refused> refused = table.upsert(present);
    if (refused.isEmpty()) {
      return;
    }
    // Whatever is refused is in exactly one place: not as its earlier version in the table.
    table.delete(refused.stream().map(Refused::row).toList());
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
    for (Refused each : table.upsert(again)) {
      (each.failure().kind() == Failure.Kind.UNIQUE ? parked : dead).add(each);
    }
    outstanding.park(session, parked, tally);
    outstanding.bury(session, dead, tally);
  }

  @Override
  public void committed(Tally tally) {
    outstanding.committed(tally);
  }

  @Override
  public void forget() {
    lane.forget();
    outstanding.forget();
  }

  @Override
  public boolean hasParked() {
    return outstanding.hasParked();
  }
}
