package dev.crossfade.verifier;

import dev.crossfade.mapping.plan.VerificationQuery;
import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The columns one new table is compared by, in one order for both sides: a late reference is
 * compared by the natural key it stands for.
 */
public record TableShape(NewTable table, List<Compared> columns, List<Integer> key) {

  /**
   * Begins what stands for the natural key of a reference whose parent is not there; the id
   * follows.
   */
  public static final String UNRESOLVED = "\u0001unresolved ";

  /**
   * One compared column.
   *
   * @param newColumn the new table's column
   * @param naturalKeyColumn the referred table's column, null if the new column itself is compared
   * @param type the type on the new side
   */
  public record Compared(String newColumn, @Nullable String naturalKeyColumn, ColumnType type) {

    /** How messages name it. */
    String label() {
      return naturalKeyColumn == null ? newColumn : newColumn + " → " + naturalKeyColumn;
    }
  }

  static TableShape of(NewTable table) {
    List<Compared> columns = new ArrayList<>();
    List<Integer> key = new ArrayList<>();
    for (NewTable.Column column : table.columns()) {
      boolean inKey = table.key().contains(column.name());
      NewTable.LateReference late = column.late();
      if (late == null) {
        add(columns, key, inKey, new Compared(column.name(), null, column.type()));
      } else {
        for (NewTable.KeyColumn part : late.key()) {
          add(columns, key, inKey, new Compared(column.name(), part.name(), part.type()));
        }
      }
    }
    return new TableShape(table, List.copyOf(columns), List.copyOf(key));
  }

  private static void add(
      List<Compared> columns, List<Integer> key, boolean inKey, Compared column) {
    if (inKey) {
      key.add(columns.size());
    }
    columns.add(column);
  }

  /** Where a statement gives the value of a compared column: an index into its outputs. */
  int outputOf(VerificationQuery query, Compared column) {
    for (int i = 0; i < query.outputs().size(); i++) {
      VerificationQuery.Output output = query.outputs().get(i);
      if (output.newColumn().equals(column.newColumn())
          && Objects.equals(output.naturalKeyColumn(), column.naturalKeyColumn())) {
        return i;
      }
    }
    throw new IllegalStateException(
        "statement " + query.statement() + " gives no value for " + column.label());
  }

  /** The SELECT over the new table: {@code k} (the key as one text), {@code v1 … vN}. */
  String actualRows() {
    TableId id = table.id();
    StringBuilder select = new StringBuilder("SELECT ").append(keyText()).append(" AS k");
    for (int i = 0; i < columns.size(); i++) {
      Compared column = columns.get(i);
      select
          .append(", ")
          .append(unlessUnresolved(column, ComparableText.ofNew(reference(column), column.type())))
          .append(" AS v")
          .append(i + 1);
    }
    select.append(" FROM ").append(id.quoted()).append(" AS n");
    for (NewTable.Column column : table.columns()) {
      NewTable.LateReference late = column.late();
      if (late != null) {
        String alias = TableId.quote("late " + column.name());
        select
            .append(" LEFT JOIN ")
            .append(late.table().quoted())
            .append(" AS ")
            .append(alias)
            .append(" ON ")
            .append(alias)
            .append('.')
            .append(TableId.quote(late.id()))
            .append(" = n.")
            .append(TableId.quote(column.name()));
      }
    }
    return select.toString();
  }

  private String keyText() {
    StringBuilder text = new StringBuilder("ROW(");
    for (int i = 0; i < key.size(); i++) {
      Compared column = columns.get(key.get(i));
      text.append(i == 0 ? "" : ", ")
          .append(
              unlessUnresolved(
                  column, ComparableText.ofKey(reference(column), column.type().keyForm())));
    }
    return text.append(")::pg_catalog.text").toString();
  }

  private static String reference(Compared column) {
    return column.naturalKeyColumn() == null
        ? "n." + TableId.quote(column.newColumn())
        : TableId.quote("late " + column.newColumn())
            + "."
            + TableId.quote(column.naturalKeyColumn());
  }

  /** The text of a value, or a word of ours for a reference whose parent is not there. */
  private String unlessUnresolved(Compared column, String text) {
    if (column.naturalKeyColumn() == null) {
      return text;
    }
    NewTable.Column referring = table.columns().get(table.indexOf(column.newColumn()));
    String id = "n." + TableId.quote(column.newColumn());
    return "CASE WHEN "
        + id
        + " IS NOT NULL AND "
        + TableId.quote("late " + column.newColumn())
        + "."
        + TableId.quote(Objects.requireNonNull(referring.late()).id())
        + " IS NULL THEN "
        + WireText.literal(UNRESOLVED)
        + " || "
        + id
        + "::pg_catalog.text ELSE "
        + text
        + " END";
  }

  /** The order of statements, and of the branches of one. */
  private static long place(VerificationQuery query) {
    return query.statement() * 10_000L + query.branch();
  }

  /**
   * One statement's share of the expected rows: {@code k}, {@code v1 … vN}, statement, origin,
   * place.
   */
  String expectedRows(VerificationQuery query, String view, NewRows now) {
    StringBuilder select = new StringBuilder("SELECT ROW(");
    for (int i = 0; i < key.size(); i++) {
      Compared column = columns.get(key.get(i));
      int output = outputOf(query, column);
      select
          .append(i == 0 ? "" : ", ")
          .append(
              ComparableText.ofOldKey(
                  "q.c" + (output + 1), query.outputs().get(output).oldType(), column.type()));
    }
    select.append(")::pg_catalog.text AS k");
    for (int i = 0; i < columns.size(); i++) {
      Compared column = columns.get(i);
      int output = outputOf(query, column);
      select
          .append(", ")
          .append(
              now.expected(
                  ComparableText.ofOld(
                      "q.c" + (output + 1), query.outputs().get(output).oldType(), column.type()),
                  column.type()))
          .append(" AS v")
          .append(i + 1);
    }
    select.append(", ").append(place(query)).append(" AS statement, ROW(");
    for (int i = 0; i < query.originKey().size(); i++) {
      select
          .append(i == 0 ? "" : ", ")
          .append(ComparableText.ofKey("q.o" + (i + 1), query.originKey().get(i).type().keyForm()));
    }
    select.append(")::pg_catalog.text AS origin");
    for (int i = 0; i < query.originKey().size(); i++) {
      select.append(", q.o").append(i + 1);
    }
    return select.append(", q.ordinal FROM ").append(view).append(" AS q").toString();
  }
}
