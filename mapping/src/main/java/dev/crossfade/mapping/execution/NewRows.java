package dev.crossfade.mapping.execution;

import dev.crossfade.mapping.evaluation.EvaluationError;
import dev.crossfade.mapping.evaluation.FanOutTuple;
import dev.crossfade.mapping.evaluation.OutputColumn;
import dev.crossfade.mapping.evaluation.RowFunction;
import dev.crossfade.mapping.plan.Sink;
import dev.crossfade.schemas.KeyEncoder;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.RowLayout;
import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.RowWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes one new row and its key at a time. */
final class NewRows {

  private static final int INITIAL_BYTES = 256;

  private final RowFunction function;
  private final RowLayout layout;
  private final KeyEncoder encoder;
  private final RowView view;
  private final RowWriter out = new RowWriter(INITIAL_BYTES);
  private byte[] row = new byte[0];
  private byte[] key = new byte[0];

  private NewRows(RowFunction function, NewTable table, String migration) {
    this.function = function;
    this.layout = RowLayout.ofNew(migration, table);
    this.encoder = KeyEncoder.ofNew(migration, table);
    this.view = new RowView(layout);
  }

  static NewRows of(Sink sink, NewTable table, String migration) {
    List<OutputColumn> outputs = new ArrayList<>();
    for (NewTable.Column column : table.columns()) {
      outputs.add(output(column, value(sink, column.name())));
    }
    return new NewRows(RowFunction.compile(outputs), table, migration);
  }

  /** Rows of other outputs: those that give the key alone. */
  static NewRows of(List<OutputColumn> outputs, NewTable table, String migration) {
    return new NewRows(RowFunction.compile(outputs), table, migration);
  }

  static Sink.Value value(Sink sink, String column) {
    return sink.columns().stream()
        .filter(c -> c.name().equals(column))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("the plan has no value for column " + column))
        .value();
  }

  static OutputColumn output(NewTable.Column column, Sink.Value value) {
    if (value instanceof Sink.Computed computed) {
      return new OutputColumn.Value(column.name(), column.notNull(), computed.expression());
    }
    return new OutputColumn.Late(column.name(), column.notNull(), ((Sink.Late) value).key());
  }

  /** Makes the row of a tuple; what {@link #row} and {@link #key} give then. */
  @Nullable Rejection make(@Nullable RowView[] relations, FanOutTuple tuple) {
    out.reset().header(layout);
    EvaluationError error = function.evaluate(relations, tuple, out);
    if (error != null) {
      return new Rejection(error.sqlState(), error.column(), error.message());
    }
    row = out.toBytes();
    key = encoder.keyOf(view.wrap(row));
    return null;
  }

  byte[] row() {
    return row;
  }

  byte[] key() {
    return key;
  }
}
