package dev.crossfade.loader.postgres;

import dev.crossfade.loader.Batch;
import dev.crossfade.loader.KeyInWords;
import dev.crossfade.loader.LoadSession;
import dev.crossfade.loader.TableLane;
import dev.crossfade.loader.TableRows;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import java.sql.SQLException;

/** What one lane of a table keeps between batches: buffers, and the ids it has seen given out. */
final class PostgresLane implements TableLane {

  private final NewTable table;
  private final Stage stage;
  private final IdGiver ids;
  private final Straight straight;
  private final KeyInWords keyText;

  PostgresLane(MigrationPlan plan, NewTable table) {
    this.table = table;
    this.stage = new Stage(plan, table);
    this.ids = new IdGiver(plan, table);
    this.straight = new Straight(!ids.isNeeded());
    this.keyText = new KeyInWords(plan, table);
  }

  @Override
  public void before(LoadSession session, Batch batch) throws SQLException {
    ids.giveOut(ours(session).connection(), batch, stage);
  }

  @Override
  public TableRows in(LoadSession session) throws SQLException {
    PostgresSession ours = ours(session);
    TableSql sql = ours.stageFor(table, ids.givenId(ours.connection()));
    return new PostgresRows(
        ours, sql, stage, straight, new Merge(ours, sql, stage), new Collision(table, keyText));
  }

  @Override
  public void forget() {
    ids.forget();
  }

  private static PostgresSession ours(LoadSession session) {
    return (PostgresSession) session;
  }
}
