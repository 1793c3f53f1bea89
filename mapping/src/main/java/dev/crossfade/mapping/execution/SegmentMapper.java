package dev.crossfade.mapping.execution;

import dev.crossfade.mapping.evaluation.EvaluationError;
import dev.crossfade.mapping.evaluation.FanOutTuple;
import dev.crossfade.mapping.evaluation.OutputColumn;
import dev.crossfade.mapping.evaluation.RowFunction;
import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.mapping.plan.PlanNode;
import dev.crossfade.schemas.Bytes;
import dev.crossfade.schemas.KeyEncoder;
import dev.crossfade.schemas.KeyForm;
import dev.crossfade.schemas.RowLayout;
import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.RowWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of one table or step into the rows of a step: conditions, a fan-out, key and columns. */
final class SegmentMapper implements RowMapper {

  private final TupleSource tuples;
  private final RowFunction keys;
  private final KeyForm[] forms;
  private final RowFunction columns;
  private final RowLayout keyLayout;
  private final RowLayout rowLayout;
  private final boolean dropsNullKeys;
  private final RowView keyView;
  private final RowWriter out = new RowWriter(256);
  private final @Nullable RowView[] relations = new RowView[1];
  private final List<Made> made = new ArrayList<>();

  private record Made(Bytes key, Bytes row, int ordinal) {}

  /**
   * @param keys what the rows meet at, over the input of {@code rows}
   * @param dropsNullKeys whether a row with NULL in its key meets nothing and is not missed
   */
  SegmentMapper(
      PlanNode.Project rows,
      List<Expression> keys,
      RowLayout keyLayout,
      RowLayout rowLayout,
      boolean dropsNullKeys) {
    this.tuples = TupleSource.of(rows.input());
    this.keys = RowFunction.compile(keys.stream().map(SegmentMapper::output).toList());
    this.forms = keys.stream().map(key -> key.type().keyForm()).toArray(KeyForm[]::new);
    this.columns =
        RowFunction.compile(rows.columns().stream().map(kept -> output(kept.value())).toList());
    this.keyLayout = keyLayout;
    this.rowLayout = rowLayout;
    this.dropsNullKeys = dropsNullKeys;
    this.keyView = new RowView(keyLayout);
  }

  private static OutputColumn output(Expression expression) {
    return new OutputColumn.Value("", false, expression);
  }

  @Override
  public void apply(RowView row, Output output) {
    relations[0] = row;
    made.clear();
    Rejection rejection = tuples.forEach(relations, this::make);
    if (rejection != null) {
      output.rejected(rejection);
      return;
    }
    for (Made each : made) {
      output.row(each.key().array(), each.row().array(), each.ordinal());
    }
  }

  private @Nullable Rejection make(FanOutTuple tuple, int ordinal) {
    out.reset();
    EvaluationError error = keys.evaluate(relations, tuple, out);
    if (error != null) {
      return rejection(error);
    }
    byte[] key = canonical(out.toBytes());
    if (key.length == 0) {
      return null;
    }
    out.reset().header(rowLayout);
    error = columns.evaluate(relations, tuple, out);
    if (error != null) {
      return rejection(error);
    }
    made.add(new Made(Bytes.wrap(key), Bytes.wrap(out.toBytes()), ordinal));
    return null;
  }

  /** The key record; empty if it is one that meets nothing. */
  private byte[] canonical(byte[] fields) {
    keyView.wrap(fields, 0);
    out.reset().header(keyLayout);
    for (int i = 0; i < forms.length; i++) {
      if (dropsNullKeys && keyView.isNull(i)) {
        return new byte[0];
      }
      KeyEncoder.put(keyView, i, forms[i], out);
    }
    return out.toBytes();
  }

  /** No column of the new table is to blame for what a step keeps. */
  private static Rejection rejection(EvaluationError error) {
    return new Rejection(error.sqlState(), null, error.message());
  }
}
