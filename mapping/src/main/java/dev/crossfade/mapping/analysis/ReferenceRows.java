package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.plan.MappedStatement;
import dev.crossfade.mapping.plan.VerificationQuery;
import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.RowLayout;
import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.RowWriter;
import dev.crossfade.schemas.TableId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** What PostgreSQL makes of the rows of a pool: new rows, stored as an INSERT stores them. */
final class ReferenceRows {

  private static final String STORED = "pg_temp.crossfade_stored";

  private final Connection connection;
  private final VerificationQuery query;
  private final SamplePool pool;
  private final List<List<String>> keys;
  private final RowLayout layout;
  private final List<ColumnType> types;
  private final Map<Integer, Made> made = new HashMap<>();

  /**
   * What came of one row.
   *
   * @param rows its new rows in the order of the fan-out, without header
   * @param sqlState what PostgreSQL raised; null if nothing
   */
  record Made(RowLayout layout, List<byte[]> rows, @Nullable String sqlState) {

    RowView view(int row) {
      return new RowView(layout).wrap(rows.get(row), 0);
    }
  }

  private ReferenceRows(
      Connection connection, VerificationQuery query, SamplePool pool, List<List<String>> keys) {
    this.connection = connection;
    this.query = query;
    this.pool = pool;
    this.keys = keys;
    this.types = query.outputs().stream().map(VerificationQuery.Output::newType).toList();
    List<RowLayout.Field> fields = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      fields.add(
          new RowLayout.Field("c" + (i + 1), types.get(i).display(), types.get(i).wire(), null));
    }
    this.layout = RowLayout.of("Reference", "crossfade.check", fields);
  }

  static ReferenceRows of(
      Connection connection,
      MappedStatement statement,
      String oldSchema,
      SamplePool pool,
      List<List<String>> keys)
      throws SQLException {
    ReferenceRows rows = new ReferenceRows(connection, statement.verification(), pool, keys);
    try (Statement sql = connection.createStatement()) {
      sql.execute("CREATE TEMP TABLE crossfade_stored (" + rows.columns() + ")");
      sql.execute("SET LOCAL search_path TO " + TableId.quote(oldSchema));
      rows.run(1, pool.real());
      for (int row = pool.real() + 1; row <= pool.size(); row++) {
        rows.run(row, row);
      }
      sql.execute("SET LOCAL search_path TO pg_catalog");
      sql.execute("DROP TABLE " + STORED);
    }
    return rows;
  }

  /** Columns of the new types, so that the INSERT casts; of text where the old server lacks one. */
  private String columns() throws SQLException {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      columns.add("c" + (i + 1) + " " + storedType(types.get(i)));
    }
    for (int i = 0; i < query.originKey().size(); i++) {
      columns.add("o" + (i + 1) + " text");
    }
    columns.add("ordinal bigint");
    return String.join(", ", columns);
  }

  private String storedType(ColumnType type) throws SQLException {
    if (type.base().startsWith("\"")) {
      return "text";
    }
    try (var format = connection.prepareStatement("SELECT format_type(to_regtype(?)::oid, ?)")) {
      format.setString(1, TableId.quote(type.base()));
      format.setInt(2, type.modifier());
      try (ResultSet row = format.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  /** Maps rows together; if one raises, by halves. */
  private void run(int from, int to) throws SQLException {
    if (from > to) {
      return;
    }
    pool.show(from, to);
    Savepoint before = connection.setSavepoint();
    try (Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM " + STORED);
      statement.execute("INSERT INTO " + STORED + " " + selected());
      collect(statement, from, to);
      connection.releaseSavepoint(before);
    } catch (PSQLException raised) {
      connection.rollback(before);
      if (from == to) {
        made.put(from, new Made(layout, List.of(), raised.getSQLState()));
      } else {
        int middle = (from + to) / 2;
        run(from, middle);
        run(middle + 1, to);
      }
    }
  }

  private String selected() {
    List<String> selected = new ArrayList<>();
    for (int i = 1; i <= types.size(); i++) {
      boolean text = types.get(i - 1).base().startsWith("\"");
      selected.add(text ? "q.c" + i + "::text" : "q.c" + i);
    }
    for (int i = 1; i <= query.originKey().size(); i++) {
      selected.add("q.o" + i + "::text");
    }
    selected.add("q.ordinal");
    return "SELECT " + String.join(", ", selected) + " FROM (" + query.select() + ") AS q";
  }

  private void collect(Statement statement, int from, int to) throws SQLException {
    Map<List<String>, Integer> byKey = new HashMap<>();
    for (int row = from; row <= to; row++) {
      made.put(row, new Made(layout, new ArrayList<>(), null));
      byKey.put(keys.get(row - 1), row);
    }
    List<String> selected = new ArrayList<>();
    for (int i = 1; i <= types.size(); i++) {
      selected.add(RowRecords.selected("c" + i, types.get(i - 1)));
    }
    String origin =
        java.util.stream.IntStream.rangeClosed(1, query.originKey().size())
            .mapToObj(i -> "o" + i)
            .collect(Collectors.joining(", "));
    RowWriter out = new RowWriter(256);
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT "
                + String.join(", ", selected)
                + ", "
                + origin
                + " FROM "
                + STORED
                + " ORDER BY ordinal")) {
      while (rows.next()) {
        out.reset();
        RowRecords.put(rows, 1, types, out);
        List<String> key = new ArrayList<>();
        for (int i = 1; i <= query.originKey().size(); i++) {
          key.add(String.valueOf(rows.getString(types.size() + i)));
        }
        Integer row = from == to ? Integer.valueOf(from) : byKey.get(key);
        if (row != null) {
          of(row).rows().add(out.toBytes());
        }
      }
    }
  }

  /**
   * Where a new column stands in a view.
   *
   * @param lateKey the column of the natural key, null unless it is a late reference
   */
  int indexOf(String column, @Nullable String lateKey) {
    for (int i = 0; i < query.outputs().size(); i++) {
      VerificationQuery.Output output = query.outputs().get(i);
      if (output.newColumn().equals(column)
          && java.util.Objects.equals(output.naturalKeyColumn(), lateKey)) {
        return i;
      }
    }
    throw new IllegalArgumentException("the verification query has no output for " + column);
  }

  Made of(int row) {
    return java.util.Objects.requireNonNull(made.get(row));
  }

  boolean isReal(int row) {
    return row <= pool.real();
  }

  List<String> key(int row) {
    return keys.get(row - 1);
  }
}
