package dev.crossfade.loader.postgres;

import dev.crossfade.databases.postgres.BinaryFields;
import dev.crossfade.databases.postgres.CopyBuffer;
import dev.crossfade.databases.postgres.CopyField;
import dev.crossfade.databases.postgres.RowCopy;
import dev.crossfade.databases.postgres.TextFields;
import dev.crossfade.loader.NaturalKey;
import dev.crossfade.loader.Row;
import dev.crossfade.schemas.Bytes;
import dev.crossfade.schemas.KeyForm;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.RowLayout;
import dev.crossfade.schemas.RowView;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/** Turns rows and keys of one new table into COPY data. Used by one thread. */
final class Stage {

  private static final int FLUSH_BYTES = 256 << 10;

  private final RowView row;
  private final RowView key;
  private final RowCopy rowCopy;
  private final RowCopy keyCopy;
  private final CopyBuffer buffer = new CopyBuffer(FLUSH_BYTES + (64 << 10));
  private Bytes currentKey = Bytes.wrap(new byte[0]);

  Stage(MigrationPlan plan, NewTable table) {
    this.row = new RowView(RowLayout.ofNew(plan.migration(), table));
    this.key = new RowView(RowLayout.ofNewKey(plan.migration(), table));
    this.rowCopy = rowCopy(plan, table);
    this.keyCopy = keyCopy(plan, table);
  }

  String rowOptions() {
    return rowCopy.options();
  }

  String keyOptions() {
    return keyCopy.options();
  }

  void copyRows(CopyManager manager, String sql, Collection<Row> rows) throws SQLException {
    CopyIn copy = manager.copyIn(sql);
    try {
      rowCopy.begin(buffer.reset());
      for (Row each : rows) {
        currentKey = each.key();
        rowCopy.row(row.wrap(each.present()), buffer);
        flush(copy, FLUSH_BYTES);
      }
      rowCopy.end(buffer);
      flush(copy, 0);
      copy.endCopy();
    } finally {
      cancel(copy);
    }
  }

  void copyKeys(CopyManager manager, String sql, Collection<Row> rows) throws SQLException {
    CopyIn copy = manager.copyIn(sql);
    try {
      keyCopy.begin(buffer.reset());
      for (Row each : rows) {
        keyCopy.row(key.wrap(each.key().array()), buffer);
        flush(copy, FLUSH_BYTES);
      }
      keyCopy.end(buffer);
      flush(copy, 0);
      copy.endCopy();
    } finally {
      cancel(copy);
    }
  }

  /** Whether a key record holds a NULL. */
  boolean holdsNull(Bytes recordKey) {
    key.wrap(recordKey.array());
    for (int i = 0; i < key.layout().size(); i++) {
      if (key.isNull(i)) {
        return true;
      }
    }
    return false;
  }

  /** The row record of a row, valid until the next call. */
  RowView view(Row of) {
    return row.wrap(of.present());
  }

  private void flush(CopyIn copy, int above) throws SQLException {
    if (buffer.length() > above) {
      copy.writeToCopy(buffer.bytes(), 0, buffer.length());
      buffer.reset();
    }
  }

  private static void cancel(CopyIn copy) throws SQLException {
    if (copy.isActive()) {
      copy.cancelCopy();
    }
  }

  private RowCopy rowCopy(MigrationPlan plan, NewTable table) {
    List<CopyField> binary = new ArrayList<>();
    List<CopyField> text = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      NewTable.Column column = table.columns().get(i);
      if (column.late() != null) {
        addBytes(late(plan, column.late(), i), binary, text);
      } else {
        BinaryFields.of(column.type(), i).ifPresent(binary::add);
        text.add(TextFields.of(column.wire(), i));
      }
    }
    if (table.givenId() != null) {
      addBytes(unused -> NaturalKey.ofRecordKey(currentKey).array(), binary, text);
    }
    return binary.size() == text.size() ? RowCopy.binary(binary) : RowCopy.text(text);
  }

  private static RowCopy keyCopy(MigrationPlan plan, NewTable table) {
    List<CopyField> binary = new ArrayList<>();
    List<CopyField> text = new ArrayList<>();
    for (int i = 0; i < table.key().size(); i++) {
      NewTable.Column column = table.columns().get(table.indexOf(table.key().get(i)));
      if (column.late() != null) {
        addBytes(late(plan, column.late(), i), binary, text);
      } else if (column.type().keyForm() == KeyForm.INTERVAL) {
        int field = i;
        text.add(
            TextFields.plain(
                key -> key.isNull(field) ? null : IntervalKey.text(key.getText(field))));
      } else {
        BinaryFields.of(column.type(), i).ifPresent(binary::add);
        text.add(TextFields.of(column.wire(), i));
      }
    }
    return binary.size() == text.size() ? RowCopy.binary(binary) : RowCopy.text(text);
  }

  private static Function<RowView, byte @Nullable []> late(
      MigrationPlan plan, NewTable.LateReference late, int field) {
    NaturalKey naturalKey = NaturalKey.of(plan, late);
    return row -> {
      Bytes key = naturalKey.of(row, field);
      return key == null ? null : key.array();
    };
  }

  private static void addBytes(
      Function<RowView, byte @Nullable []> value, List<CopyField> binary, List<CopyField> text) {
    binary.add(BinaryFields.bytes(value));
    text.add(TextFields.bytes(value));
  }
}
