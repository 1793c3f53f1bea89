package dev.crossfade.transformer;

import dev.crossfade.mapping.execution.Rejection;
import dev.crossfade.mapping.execution.StatementFunction;
import dev.crossfade.mapping.execution.Target;
import dev.crossfade.schemas.KeyEncoder;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.RowLayout;
import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.TableId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement written in Java over rows as lists of values. */
record TestStatement(
    String migration, int number, OldTable old, NewTable made, Select select, @Nullable Select keys)
    implements StatementFunction {

  /** {@code f}: one element per tuple of the fan-out, null where WHERE drops it. */
  interface Select {
    List<@Nullable List<@Nullable Object>> rows(List<@Nullable Object> row) throws Refused;
  }

  /** An expression raised. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public int place() {
    return number - 1;
  }

  @Override
  public Target target() {
    return new Target(number - 1, -1, 0);
  }

  @Override
  public TableId oldTable() {
    return old.id();
  }

  @Override
  public TableId newTable() {
    return made.id();
  }

  @Override
  public boolean direct() {
    return keys != null;
  }

  @Override
  public void apply(RowView row, Output out) {
    List<@Nullable List<@Nullable Object>> rows;
    try {
      rows = select.rows(Rows.values(row));
    } catch (Refused e) {
      out.rejected(new Rejection("22003", "v", "the value is out of range"));
      return;
    }
    RowLayout layout = RowLayout.ofNew(migration, made);
    KeyEncoder encoder = KeyEncoder.ofNew(migration, made);
    RowView view = new RowView(layout);
    for (int i = 0; i < rows.size(); i++) {
      List<@Nullable Object> values = rows.get(i);
      if (values != null) {
        byte[] bytes = Rows.row(layout, values);
        out.row(encoder.keyOf(view.wrap(bytes)), bytes, i);
      }
    }
  }

  @Override
  public void keysOf(RowView row, KeyOutput out) {
    if (keys == null) {
      throw new IllegalStateException("arranged");
    }
    RowLayout layout = RowLayout.ofNew(migration, made);
    KeyEncoder encoder = KeyEncoder.ofNew(migration, made);
    try {
      for (List<@Nullable Object> key : keys.rows(Rows.values(row))) {
        out.key(encoder.keyOf(new RowView(layout).wrap(Rows.row(layout, key))));
      }
    } catch (Refused e) {
      throw new IllegalStateException(e);
    }
  }
}
