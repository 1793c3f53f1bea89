package dev.crossfade.loader.sqlite;

import static java.util.Objects.requireNonNull;

import dev.crossfade.loader.Failure;
import dev.crossfade.loader.NaturalKey;
import dev.crossfade.loader.Row;
import dev.crossfade.schemas.Bytes;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.RowLayout;
import dev.crossfade.schemas.RowView;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/**
 * Puts the values of row and key records into statements. Used by one thread.
 *
 * <p>What SQLite would change without a word is refused: NaN would become NULL, and of a numeric
 * beyond 64 bits and 15 digits only the digits of a double would stay.
 */
final class RowValues {

  private final NewTable table;
  private final RowView row;
  private final RowView key;
  private final int[] keyColumns;
  private final @Nullable NaturalKey[] lates;

  RowValues(MigrationPlan plan, NewTable table) {
    this.table = table;
    this.row = new RowView(RowLayout.ofNew(plan.migration(), table));
    this.key = new RowView(RowLayout.ofNewKey(plan.migration(), table));
    this.lates =
        table.columns().stream()
            .map(column -> column.late() == null ? null : NaturalKey.of(plan, column.late()))
            .toArray(NaturalKey[]::new);
    this.keyColumns = table.key().stream().mapToInt(table::indexOf).toArray();
  }

  /** All columns of a row, and its id if that is given out; what is wrong with a value, or null. */
  @Nullable Failure row(Row of, PreparedStatement statement, SqliteIds ids) throws SQLException {
    row.wrap(of.present());
    for (int i = 0; i < table.columns().size(); i++) {
      Failure failure = value(row, i, i + 1, i, statement, ids);
      if (failure != null) {
        return failure;
      }
    }
    if (table.givenId() != null) {
      long id = ids.of(table.id(), NaturalKey.ofRecordKey(of.key()));
      statement.setLong(table.columns().size() + 1, id);
    }
    return null;
  }

  /** One column of a row as parameter {@code place}. */
  @Nullable Failure column(
      Row of, int column, int place, PreparedStatement statement, SqliteIds ids)
      throws SQLException {
    return value(row.wrap(of.present()), column, place, column, statement, ids);
  }

  /** The key; what is wrong with it, or null: then no row of the table can have it. */
  @Nullable Failure key(Row of, PreparedStatement statement, SqliteIds ids) throws SQLException {
    key.wrap(of.key().array());
    for (int i = 0; i < keyColumns.length; i++) {
      Failure failure = value(key, i, i + 1, keyColumns[i], statement, ids);
      if (failure != null) {
        return failure;
      }
    }
    return null;
  }

  private @Nullable Failure value(
      RowView view, int field, int place, int column, PreparedStatement statement, SqliteIds ids)
      throws SQLException {
    NewTable.Column of = table.columns().get(column);
    if (view.isNull(field)) {
      if (table.key().contains(of.name())) { // a primary key of SQLite's may hold NULLs, unequal
        return Failure.of("23502", null, of.name(), 0);
      }
      statement.setNull(place, Types.NULL);
      return null;
    }
    switch (view.layout().wire(field)) {
      case LONG, INT -> statement.setLong(place, view.getLong(field));
      case BOOLEAN -> statement.setInt(place, view.getBoolean(field) ? 1 : 0);
      case DOUBLE -> {
        return real(view.getDouble(field), of, place, statement);
      }
      case FLOAT -> {
        return real(view.getFloat(field), of, place, statement);
      }
      case BYTES -> statement.setBytes(place, view.getBytes(field));
      case TEXT -> {
        String text = view.getText(field);
        if (of.type().base().equals("numeric")) {
          return numeric(text, of, place, statement);
        }
        statement.setString(place, text);
      }
      case LATE ->
          statement.setLong(
              place, ids.of(requireNonNull(of.late()).table(), naturalKey(view, field, column)));
      case DATE, TIMESTAMP, TIMESTAMPTZ ->
          throw new IllegalStateException(of.type().display() + " is refused by prepare");
    }
    return null;
  }

  private Bytes naturalKey(RowView view, int field, int column) {
    return requireNonNull(requireNonNull(lates[column]).of(view, field));
  }

  private static @Nullable Failure real(
      double value, NewTable.Column of, int place, PreparedStatement statement)
      throws SQLException {
    if (Double.isNaN(value)) {
      return Failure.saying("22003", of.name(), "NaN, which SQLite would make NULL");
    }
    statement.setDouble(place, value);
    return null;
  }

  private static @Nullable Failure numeric(
      String text, NewTable.Column of, int place, PreparedStatement statement) throws SQLException {
    if (!Character.isDigit(text.charAt(text.length() - 1))) { // NaN, Infinity, -Infinity
      return real(Double.parseDouble(text), of, place, statement);
    }
    BigDecimal exact = new BigDecimal(text);
    if (exact.stripTrailingZeros().scale() <= 0 && exact.toBigInteger().bitLength() < Long.SIZE) {
      statement.setLong(place, exact.longValueExact());
      return null;
    }
    double nearest = exact.doubleValue();
    if (Double.isInfinite(nearest)
        || new BigDecimal(Double.toString(nearest)).compareTo(exact) != 0) {
      return Failure.saying(
          "22003", of.name(), "a number of more digits than SQLite's NUMERIC keeps");
    }
    statement.setDouble(place, nearest);
    return null;
  }
}
