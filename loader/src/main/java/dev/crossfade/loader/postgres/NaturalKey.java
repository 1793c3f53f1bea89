package dev.crossfade.loader.postgres;

import dev.crossfade.loader.LoaderException;
import dev.crossfade.schemas.Bytes;
import dev.crossfade.schemas.KeyEncoder;
import dev.crossfade.schemas.KeyForm;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.RowWriter;
import dev.crossfade.schemas.SingleObject;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The natural key under which {@code crossfade.ids} gives out an id: the canonical fields of the
 * table's key, one after another, in the order of the table's key.
 *
 * <p>So the bytes a child makes from its late reference are those the parent makes from its record
 * key. Used by one thread.
 */
final class NaturalKey {

  private final int[] order;
  private final KeyForm[] forms;
  private final RowWriter out = new RowWriter(64);

  private NaturalKey(int[] order, KeyForm[] forms) {
    this.order = order;
    this.forms = forms;
  }

  /** The natural key in a record key of the table whose id is given out. */
  static Bytes ofRecordKey(Bytes recordKey) {
    return Bytes.wrap(
        Arrays.copyOfRange(recordKey.array(), SingleObject.HEADER_LENGTH, recordKey.length()));
  }

  /**
   * Reads late references to a table.
   *
   * @throws LoaderException if the plan gives the table's ids out by another key than this one
   */
  static NaturalKey of(MigrationPlan plan, NewTable.LateReference late) {
    int[] order = ordered(plan, late).stream().mapToInt(late.key()::indexOf).toArray();
    KeyForm[] forms =
        late.key().stream().map(column -> column.type().keyForm()).toArray(KeyForm[]::new);
    return new NaturalKey(order, forms);
  }

  /** The columns of a late reference in the order in which they stand in the natural key. */
  static List<NewTable.KeyColumn> ordered(MigrationPlan plan, NewTable.LateReference late) {
    List<String> names = late.key().stream().map(NewTable.KeyColumn::name).toList();
    List<String> ordered =
        plan.newTables().stream()
            .filter(table -> table.id().equals(late.table()))
            .findFirst()
            .map(NewTable::key)
            .orElseGet(() -> names.stream().sorted().toList());
    if (ordered.size() != names.size() || !names.containsAll(ordered)) {
      throw new LoaderException(
          "late references to "
              + late.table()
              + " name the columns "
              + names
              + ", but its key is "
              + ordered
              + ": name the columns of its key in mapping.sql");
    }
    return ordered.stream().map(name -> late.key().get(names.indexOf(name))).toList();
  }

  /** The natural key in a field of a row or key record; null if the reference is NULL. */
  @Nullable Bytes of(RowView row, int field) {
    if (row.isNull(field)) {
      return null;
    }
    RowView nested = row.getNested(field);
    out.reset();
    for (int i : order) {
      KeyEncoder.put(nested, i, forms[i], out);
    }
    return Bytes.wrap(out.toBytes());
  }
}
