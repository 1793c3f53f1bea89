package dev.crossfade.loader.postgres;

import dev.crossfade.loader.Batch;
import dev.crossfade.loader.NaturalKey;
import dev.crossfade.loader.Row;
import dev.crossfade.schemas.Bytes;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.RowView;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that every id the rows of a batch need has been given out: the table's own, and those
 * of its late references. Used by one thread at a time.
 */
final class IdGiver {

  private record Late(int field, NewTable.LateReference reference, NaturalKey key) {}

  private final NewTable table;
  private final List<Late> references = new ArrayList<>();
  private final Map<NewTable.LateReference, Ids> parents = new HashMap<>();
  private @Nullable IdColumn givenId;
  private @Nullable Ids own;

  IdGiver(MigrationPlan plan, NewTable table) {
    this.table = table;
    for (int i = 0; i < table.columns().size(); i++) {
      NewTable.LateReference late = table.columns().get(i).late();
      if (late != null) {
        references.add(new Late(i, late, NaturalKey.of(plan, late)));
      }
    }
  }

  /** Whether the table takes ids from crossfade.ids at all. */
  boolean isNeeded() {
    return table.givenId() != null || !references.isEmpty();
  }

  /** The column whose values are given out by the table's own key; null if there is none. */
  @Nullable IdColumn givenId(Connection connection) throws SQLException {
    if (givenId == null && table.givenId() != null) {
      givenId = IdColumn.read(connection, table.id(), table.givenId());
    }
    return givenId;
  }

  /** Ids that were given out may be gone. */
  void forget() {
    if (own != null) {
      own.forget();
    }
    parents.values().forEach(Ids::forget);
  }

  /** The connection is in auto-commit mode. */
  void giveOut(Connection connection, Batch batch, Stage stage) throws SQLException {
    if (!isNeeded() || batch.rows().isEmpty()) {
      return;
    }
    IdColumn column = givenId(connection);
    if (column != null) {
      Set<Bytes> keys = new LinkedHashSet<>();
      for (Row row : batch.rows()) {
        if (row.value() != null) {
          keys.add(NaturalKey.ofRecordKey(row.key()));
        }
      }
      if (own == null) {
        own = new Ids(column);
      }
      own.giveOut(connection, keys);
    }
    for (Late late : references) {
      ids(connection, late.reference()).giveOut(connection, keysOf(late, batch, stage));
    }
  }

  private static Set<Bytes> keysOf(Late late, Batch batch, Stage stage) {
    Set<Bytes> keys = new LinkedHashSet<>();
    for (Row row : batch.rows()) {
      if (row.value() != null) {
        RowView view = stage.view(row);
        Bytes key = late.key().of(view, late.field());
        if (key != null) {
          keys.add(key);
        }
      }
    }
    return keys;
  }

  private Ids ids(Connection connection, NewTable.LateReference late) throws SQLException {
    Ids known = parents.get(late);
    if (known == null) {
      known = new Ids(IdColumn.read(connection, late.table(), late.id()));
      parents.put(late, known);
    }
    return known;
  }
}
