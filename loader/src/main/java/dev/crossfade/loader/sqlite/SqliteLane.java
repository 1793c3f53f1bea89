package dev.crossfade.loader.sqlite;

import dev.crossfade.loader.Batch;
import dev.crossfade.loader.KeyInWords;
import dev.crossfade.loader.LoadSession;
import dev.crossfade.loader.TableLane;
import dev.crossfade.loader.TableRows;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;

/** What one lane of a table keeps between batches: how its rows are written. */
final class SqliteLane implements TableLane {

  private final TableStatements statements;
  private final RowValues values;
  private final KeyInWords keyText;

  SqliteLane(MigrationPlan plan, NewTable table) {
    this.statements = new TableStatements(table);
    this.values = new RowValues(plan, table);
    this.keyText = new KeyInWords(plan, table);
  }

  @Override
  public void before(LoadSession session, Batch batch) {}

  @Override
  public TableRows in(LoadSession session) {
    return new SqliteRows(((SqliteSession) session).connection(), statements, values, keyText);
  }

  @Override
  public void forget() {}
}
