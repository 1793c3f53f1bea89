package dev.crossfade.loader;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.crossfade.schemas.KeyEncoder;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.RowLayout;
import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.RowWriter;
import dev.crossfade.schemas.TableId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Plans and records for tests: rows from Java values, in the order of the plan's columns. */
final class Records {

  private final MigrationPlan plan;

  Records(MigrationPlan plan) {
    this.plan = plan;
  }

  static NewTable table(
      String name, List<NewTable.Column> columns, List<String> key, @Nullable String givenId) {
    return new NewTable(
        new TableId("public", name),
        columns,
        key,
        NewTable.Conflict.FIRST_STANDS,
        NewTable.Path.DIRECT,
        givenId,
        List.of());
  }

  static NewTable table(String name, List<NewTable.Column> columns, String... key) {
    return table(name, columns, List.of(key), null);
  }

  /** A plan of these tables, all fed by one old table. */
  static MigrationPlan plan(
      String migration, int partitions, List<NewTable> tables, List<String> sensitiveColumns) {
    OldTable old =
        new OldTable(
            new TableId("public", "old"),
            List.of(new OldTable.Column("id", Columns.type("bigint"), true)),
            List.of("id"),
            OldTable.Identity.KEY,
            List.of());
    Map<String, List<String>> sensitive =
        sensitiveColumns.isEmpty()
            ? Map.of()
            : Map.of(tables.get(0).id().quoted(), sensitiveColumns);
    return new MigrationPlan(
        migration,
        1,
        "hash",
        partitions,
        List.of(old),
        tables.stream().map(table -> fedBy(migration, table)).toList(),
        JsonNodeFactory.instance.objectNode(),
        sensitive,
        170000);
  }

  private static NewTable fedBy(String migration, NewTable table) {
    return new NewTable(
        table.id(),
        table.columns(),
        table.key(),
        table.conflict(),
        table.path(),
        table.givenId(),
        List.of("crossfade." + migration + ".old.public.old"));
  }

  NewTable table(String name) {
    return plan.newTable(new TableId("public", name));
  }

  String topic(String name) {
    return plan.topics().newTable(plan.generation(), new TableId("public", name));
  }

  byte[] key(String table, byte[] row) {
    NewTable sink = table(table);
    return KeyEncoder.ofNew(plan.migration(), sink)
        .keyOf(new RowView(RowLayout.ofNew(plan.migration(), sink)).wrap(row));
  }

  byte[] row(String table, @Nullable Object... values) {
    RowLayout layout = RowLayout.ofNew(plan.migration(), table(table));
    RowWriter out = new RowWriter(64);
    out.rawBytes(layout.header(), 0, layout.header().length);
    for (int i = 0; i < layout.size(); i++) {
      putValue(layout.fields().get(i), i < values.length ? values[i] : null, out);
    }
    return out.toBytes();
  }

  private static void putValue(RowLayout.Field field, @Nullable Object value, RowWriter out) {
    if (value == null) {
      out.putNull();
      return;
    }
    switch (field.wire()) {
      case BOOLEAN -> out.putBoolean((Boolean) value);
      case INT, DATE -> out.putInt(((Number) value).intValue());
      case LONG, TIMESTAMP, TIMESTAMPTZ -> out.putLong(((Number) value).longValue());
      case FLOAT -> out.putFloat(((Number) value).floatValue());
      case DOUBLE -> out.putDouble(((Number) value).doubleValue());
      case BYTES -> {
        byte[] bytes = (byte[]) value;
        out.putBytes(bytes, 0, bytes.length);
      }
      case TEXT -> out.putText((String) value);
      case LATE -> {
        out.putRecordStart();
        RowLayout nested = Objects.requireNonNull(field.nested());
        Object[] parts = (Object[]) value;
        for (int i = 0; i < nested.size(); i++) {
          putValue(nested.fields().get(i), parts[i], out);
        }
      }
    }
  }
}
