package dev.crossfade.transformer;

import dev.crossfade.schemas.ChangeLayout;
import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.KeyEncoder;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.Op;
import dev.crossfade.schemas.RowLayout;
import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.RowWriter;
import dev.crossfade.schemas.TableId;
import dev.crossfade.schemas.WireType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as lists of values, to and from their records. Columns are bigint and text. */
final class Rows {

  static final ColumnType TEXT = ColumnType.scalar("text", "text");

  private Rows() {}

  /** {@code columns} like {@code "id bigint"}. */
  static OldTable oldTable(String name, List<String> key, String... columns) {
    List<OldTable.Column> parsed = new ArrayList<>();
    for (String column : columns) {
      String[] parts = column.split(" ");
      parsed.add(new OldTable.Column(parts[0], type(parts[1]), key.contains(parts[0])));
    }
    return new OldTable(
        new TableId("public", name), parsed, key, OldTable.Identity.FULL, List.of());
  }

  static NewTable newTable(
      String name,
      List<String> key,
      NewTable.Conflict conflict,
      NewTable.Path path,
      List<String> feeders,
      String... columns) {
    List<NewTable.Column> parsed = new ArrayList<>();
    for (String column : columns) {
      String[] parts = column.split(" ");
      parsed.add(
          new NewTable.Column(parts[0], type(parts[1]), key.contains(parts[0]), false, null));
    }
    return new NewTable(new TableId("public", name), parsed, key, conflict, path, null, feeders);
  }

  private static ColumnType type(String name) {
    return name.equals("bigint") ? ColumnType.BIGINT : TEXT;
  }

  /** Writes a whole record. */
  static byte[] row(RowLayout layout, List<@Nullable Object> values) {
    RowWriter out = new RowWriter(64);
    out.header(layout);
    fields(out, values);
    return out.toBytes();
  }

  private static void fields(RowWriter out, List<@Nullable Object> values) {
    for (Object value : values) {
      if (value == null) {
        out.putNull();
      } else if (value instanceof Long number) {
        out.putLong(number);
      } else {
        out.putText(value.toString());
      }
    }
  }

  static List<@Nullable Object> values(RowView row) {
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < row.layout().size(); i++) {
      values.add(
          row.isNull(i)
              ? null
              : row.layout().wire(i) == WireType.LONG ? (Object) row.getLong(i) : row.getText(i));
    }
    return values;
  }

  static byte[] oldKey(String migration, OldTable table, List<@Nullable Object> row) {
    RowLayout layout = RowLayout.ofOld(migration, table);
    return KeyEncoder.ofOld(migration, table).keyOf(new RowView(layout).wrap(row(layout, row)));
  }

  static byte[] change(
      String migration,
      OldTable table,
      Op op,
      boolean snapshot,
      @Nullable List<@Nullable Object> before,
      @Nullable List<@Nullable Object> after) {
    RowWriter out = new RowWriter(128);
    ChangeLayout.of(migration, table).begin(out, op, snapshot, 7, 1_000_000);
    side(out, before);
    side(out, after);
    return out.toBytes();
  }

  private static void side(RowWriter out, @Nullable List<@Nullable Object> row) {
    if (row == null) {
      out.putNull();
    } else {
      out.putRecordStart();
      fields(out, row);
    }
  }
}
