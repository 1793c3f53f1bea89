package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.execution.Rejection;
import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.WireType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares what we make of one old row with what PostgreSQL makes of it. */
final class RowComparison {

  private final NewTable target;
  private final RowView made;
  private final ReferenceRows source;
  private final ReferenceRows.Made reference;

  RowComparison(NewTable target, RowView made, ReferenceRows source, int row) {
    this.target = target;
    this.made = made;
    this.source = source;
    this.reference = source.of(row);
  }

  /**
   * How they differ.
   *
   * @param column the new column, null if the rows differ as a whole
   * @param plain in words, without values
   * @param shown in words, with values
   */
  record Difference(@Nullable String column, String plain, String shown) {}

  /** The first difference, if there is one. */
  Optional<Difference> difference(List<byte[]> ours, @Nullable Rejection rejection) {
    String raised = reference.sqlState();
    if (rejection != null) {
      return raised != null || isExpected(rejection)
          ? Optional.empty()
          : whole(rejection.column(), "we raise " + rejection.sqlState() + ", PostgreSQL does not");
    }
    if (raised != null) {
      return whole(null, "PostgreSQL raises " + raised + ", we do not");
    }
    if (ours.size() != reference.rows().size()) {
      return whole(null, "we make " + ours.size() + " rows, PostgreSQL " + reference.rows().size());
    }
    for (int i = 0; i < ours.size(); i++) {
      Optional<Difference> difference = row(made.wrap(ours.get(i)), reference.view(i));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private static Optional<Difference> whole(@Nullable String column, String text) {
    return Optional.of(new Difference(column, text, text));
  }

  /**
   * NULL in a NOT NULL column and a label that the new enum lacks: the reference table has text.
   */
  private boolean isExpected(Rejection rejection) {
    int column = rejection.column() == null ? -1 : target.indexOf(rejection.column());
    if (column < 0) {
      return false;
    }
    NewTable.Column rejected = target.columns().get(column);
    if (rejected.late() != null) {
      return rejection.sqlState().equals("23502");
    }
    int at = source.indexOf(rejected.name(), null);
    ColumnType type = rejected.type();
    for (int i = 0; i < reference.rows().size(); i++) {
      RowView row = reference.view(i);
      boolean isNull = row.isNull(at);
      boolean notNull = target.columns().get(column).notNull() && isNull;
      boolean noLabel =
          type.kind() == ColumnType.Kind.ENUM
              && !isNull
              && !type.enumLabels().contains(row.getText(at));
      boolean unknownInput =
          type.base().startsWith("\"") && type.kind() != ColumnType.Kind.ENUM && !isNull;
      if (notNull || noLabel || unknownInput) {
        return true;
      }
    }
    return false;
  }

  private Optional<Difference> row(RowView ours, RowView theirs) {
    for (int i = 0; i < target.columns().size(); i++) {
      NewTable.Column column = target.columns().get(i);
      NewTable.LateReference late = column.late();
      Optional<Difference> difference =
          late == null
              ? field(column.name(), ours, i, theirs, source.indexOf(column.name(), null))
              : late(column.name(), late, ours, i, theirs);
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private Optional<Difference> late(
      String column, NewTable.LateReference late, RowView ours, int field, RowView theirs) {
    int[] at = late.key().stream().mapToInt(k -> source.indexOf(column, k.name())).toArray();
    boolean someNull = Arrays.stream(at).anyMatch(theirs::isNull);
    if (ours.isNull(field) != someNull) {
      return whole(column, "one side is NULL");
    }
    for (int i = 0; i < at.length && !someNull; i++) {
      Optional<Difference> difference = field(column, ours.getNested(field), i, theirs, at[i]);
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private static Optional<Difference> field(
      String column, RowView ours, int field, RowView theirs, int other) {
    return ours.sameField(field, theirs, other)
        ? Optional.empty()
        : Optional.of(
            new Difference(
                column,
                "the values differ",
                "we make " + text(ours, field) + ", PostgreSQL " + text(theirs, other)));
  }

  private static String text(RowView row, int field) {
    if (row.isNull(field)) {
      return "NULL";
    }
    WireType wire = row.layout().wire(field);
    return switch (wire) {
      case BOOLEAN -> String.valueOf(row.getBoolean(field));
      case FLOAT -> String.valueOf(row.getFloat(field));
      case DOUBLE -> String.valueOf(row.getDouble(field));
      case BYTES -> row.contentLength(field) + " bytes";
      case TEXT -> "'" + row.getText(field) + "'";
      case LATE -> "a key";
      default -> String.valueOf(row.getLong(field));
    };
  }
}
