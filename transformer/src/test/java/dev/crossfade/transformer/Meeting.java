package dev.crossfade.transformer;

import dev.crossfade.mapping.execution.OriginShape;
import dev.crossfade.mapping.plan.MappedStatement;
import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.RowLayout;
import dev.crossfade.schemas.RowWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A statement in which rows meet: as a plan, and as loops over the final rows. */
record Meeting(MappedStatement statement, Select select) {

  /** The whole SELECT over the final old rows. */
  interface Select {
    List<Met> rows(Function<OldTable, Map<String, List<@Nullable Object>>> tables);
  }

  /**
   * One row that it gives.
   *
   * @param origin the values that name it
   * @param metAt the keys its rows met at, from the first step on
   * @param row null if an expression raised
   */
  record Met(
      List<@Nullable Object> origin,
      List<List<@Nullable Object>> metAt,
      @Nullable List<@Nullable Object> row) {}

  /** The origin as the steps write it. */
  byte[] origin(World world, Met met) {
    OriginShape shape = OriginShape.of(statement.rows(), world.plan()::oldTable);
    byte[] named = Rows.row(shape.layout(world.plan()), met.origin());
    RowWriter out = new RowWriter(64).rawBytes(named, 0, named.length);
    for (List<@Nullable Object> key : met.metAt()) {
      byte[] record = Rows.row(key(world, key), key);
      out.rawLong(record.length).rawBytes(record, 0, record.length);
    }
    return out.toBytes();
  }

  private static RowLayout key(World world, List<@Nullable Object> values) {
    List<RowLayout.Field> fields = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      ColumnType type = values.get(i) instanceof String ? Rows.TEXT : ColumnType.BIGINT;
      String name = i == 0 ? "key" : "key_" + (i + 1);
      fields.add(new RowLayout.Field(name, type.display(), type.wire(), null));
    }
    return RowLayout.of("JoinKey", "crossfade." + world.migration + ".steps", fields);
  }
}
