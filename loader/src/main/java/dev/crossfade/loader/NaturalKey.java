package dev.crossfade.loader;

import dev.crossfade.schemas.Bytes;
import dev.crossfade.schemas.KeyEncoder;
import dev.crossfade.schemas.KeyForm;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.RowLayout;
import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.RowWriter;
import dev.crossfade.schemas.SingleObject;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The natural key under which the new database gives out an id: the canonical fields of the table's
 * key, one after another, in the order of the table's key.
 *
 * <p>So the bytes a child makes from its late reference are those the parent makes from its record
 * key. Used by one thread.
 */
public final class NaturalKey {

  private final int[] order;
  private final KeyForm[] forms;
  private final RowWriter out = new RowWriter(64);

  private NaturalKey(int[] order, KeyForm[] forms) {
    this.order = order;
    this.forms = forms;
  }

  /** The natural key in a record key of the table whose id is given out. */
  public static Bytes ofRecordKey(Bytes recordKey) {
    return Bytes.wrap(
        Arrays.copyOfRange(recordKey.array(), SingleObject.HEADER_LENGTH, recordKey.length()));
  }

  /**
   * Reads late references to a table.
   *
   * @throws LoaderException if the plan gives the table's ids out by another key than this one
   */
  public static NaturalKey of(MigrationPlan plan, NewTable.LateReference late) {
    int[] order = ordered(plan, late).stream().mapToInt(late.key()::indexOf).toArray();
    KeyForm[] forms =
        late.key().stream().map(column -> column.type().keyForm()).toArray(KeyForm[]::new);
    return new NaturalKey(order, forms);
  }

  /** The columns of a late reference in the order in which they stand in the natural key. */
  public static List<NewTable.KeyColumn> ordered(MigrationPlan plan, NewTable.LateReference late) {
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

  /**
   * The natural key of a row that is there already.
   *
   * @param values the values of the key's columns in their wire form, one after another
   */
  public static byte[] ofValues(List<NewTable.KeyColumn> key, byte[] values) {
    RowLayout layout =
        RowLayout.of(
            "Seed",
            "crossfade",
            key.stream()
                .map(k -> new RowLayout.Field(k.name(), k.type().display(), k.type().wire(), null))
                .toList());
    RowView view = new RowView(layout).wrap(values, 0);
    RowWriter canonical = new RowWriter(64);
    for (int i = 0; i < key.size(); i++) {
      KeyEncoder.put(view, i, key.get(i).type().keyForm(), canonical);
    }
    return canonical.toBytes();
  }

  /** The natural key in a field of a row or key record; null if the reference is NULL. */
  public @Nullable Bytes of(RowView row, int field) {
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
