package dev.crossfade.mapping.execution;

import dev.crossfade.mapping.evaluation.FanOutTuple;
import dev.crossfade.mapping.plan.MappedStatement;
import dev.crossfade.schemas.Bytes;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.TableId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of one table or step into new rows: conditions, at most one fan-out, then the new row. */
final class CompiledStatement implements OfStatement {

  private final MappedStatement statement;
  private final int index;
  private final int place;
  private final TupleSource tuples;
  private final NewRows rows;
  private final @Nullable KeySource keys;
  private final @Nullable RowView[] relations = new RowView[1];
  private final List<Made> made = new ArrayList<>();

  private record Made(Bytes key, Bytes row, int ordinal) {}

  private CompiledStatement(
      MappedStatement statement,
      int index,
      int place,
      TupleSource tuples,
      NewRows rows,
      @Nullable KeySource keys) {
    this.statement = statement;
    this.index = index;
    this.place = place;
    this.tuples = tuples;
    this.rows = rows;
    this.keys = keys;
  }

  static CompiledStatement of(
      MappedStatement statement, int index, int place, NewTable table, String migration) {
    return new CompiledStatement(
        statement,
        index,
        place,
        TupleSource.of(statement.rows()),
        NewRows.of(statement.sink(), table, migration),
        statement.direct() ? KeySource.of(statement, table, migration) : null);
  }

  @Override
  public MappedStatement statement() {
    return statement;
  }

  @Override
  public int place() {
    return place;
  }

  @Override
  public Target target() {
    return Target.newTable(index);
  }

  @Override
  public TableId oldTable() {
    return statement.oldTable();
  }

  @Override
  public boolean direct() {
    return statement.direct();
  }

  @Override
  public void apply(RowView old, Output out) {
    relations[0] = old;
    made.clear();
    Rejection rejection = tuples.forEach(relations, this::make);
    if (rejection != null) {
      out.rejected(rejection);
      return;
    }
    for (Made each : made) { // only now: a later tuple could have been rejected
      out.row(each.key().array(), each.row().array(), each.ordinal());
    }
  }

  private @Nullable Rejection make(FanOutTuple tuple, int ordinal) {
    Rejection rejection = rows.make(relations, tuple);
    if (rejection == null) {
      made.add(new Made(Bytes.wrap(rows.key()), Bytes.wrap(rows.row()), ordinal));
    }
    return rejection;
  }

  @Override
  public void keysOf(RowView old, KeyOutput out) {
    KeySource source = keys;
    if (source == null) {
      throw new IllegalStateException(
          "statement " + number() + " is arranged: its keys do not follow from the primary key");
    }
    relations[0] = old;
    source.keysOf(relations, out);
  }
}
