package dev.crossfade.loader.postgres;

import static dev.crossfade.schemas.TableId.quote;

import dev.crossfade.loader.LoaderException;
import dev.crossfade.loader.NaturalKey;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.RowWriter;
import dev.crossfade.schemas.TableId;
import dev.crossfade.schemas.WireType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Puts the ids of rows that are there already into {@code crossfade.ids}. */
final class IdSeed {

  private static final int FETCH_ROWS = 5_000;

  /** A table ids are looked up in, and the columns they are looked up by, in canonical order. */
  private record Lookup(TableId table, String id, List<NewTable.KeyColumn> key) {}

  private IdSeed() {}

  /** In the transaction of the caller. Ids known already stay what they are. */
  static void sow(Connection connection, MigrationPlan plan) throws SQLException {
    for (Lookup lookup : lookups(plan)) {
      IdColumn column = IdColumn.read(connection, lookup.table(), lookup.id());
      boolean any = sow(connection, lookup);
      if (any && column.sequence() != null) {
        Sequences.advance(connection, List.of(lookup.table()), 1);
      }
    }
  }

  private static List<Lookup> lookups(MigrationPlan plan) {
    Map<TableId, Lookup> found = new LinkedHashMap<>();
    for (NewTable table : plan.newTables()) {
      String givenId = table.givenId();
      if (givenId != null && table.key().stream().noneMatch(k -> isLate(table, k))) {
        found.put(
            table.id(),
            new Lookup(
                table.id(),
                givenId,
                table.key().stream()
                    .map(k -> new NewTable.KeyColumn(k, column(table, k).type()))
                    .toList()));
      }
    }
    for (NewTable table : plan.newTables()) {
      for (NewTable.Column column : table.columns()) {
        NewTable.LateReference late = column.late();
        if (late != null) {
          var unused = NaturalKey.of(plan, late); // refuses another key than the table's
          found.computeIfAbsent(
              late.table(), id -> new Lookup(id, late.id(), NaturalKey.ordered(plan, late)));
        }
      }
    }
    return new ArrayList<>(found.values());
  }

  private static boolean isLate(NewTable table, String column) {
    return column(table, column).late() != null;
  }

  private static NewTable.Column column(NewTable table, String name) {
    return table.columns().get(table.indexOf(name));
  }

  private static boolean sow(Connection connection, Lookup lookup) throws SQLException {
    boolean any = false;
    try (Statement select = connection.createStatement();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO crossfade.ids (new_table, natural_key, id) VALUES (?, ?, ?)"
                    + " ON CONFLICT DO NOTHING")) {
      select.setFetchSize(FETCH_ROWS);
      try (ResultSet rows = select.executeQuery(select(lookup))) {
        while (rows.next()) {
          any = true;
          insert.setString(1, lookup.table().quoted());
          insert.setBytes(2, naturalKey(rows, lookup));
          insert.setString(3, rows.getString(lookup.key().size() + 1));
          insert.addBatch();
          if (rows.getRow() % FETCH_ROWS == 0) {
            insert.executeBatch();
          }
        }
      }
      insert.executeBatch();
    }
    return any;
  }

  private static String select(Lookup lookup) {
    return "SELECT "
        + lookup.key().stream().map(IdSeed::expression).collect(Collectors.joining(", "))
        + ", "
        + quote(lookup.id())
        + "::text FROM "
        + lookup.table().quoted();
  }

  /** Each as JDBC reads it into the wire form: numbers as they are, times as microseconds. */
  private static String expression(NewTable.KeyColumn column) {
    String name = quote(column.name());
    return switch (column.type().wire()) {
      case DATE -> "(" + name + " - DATE '1970-01-01')";
      case TIMESTAMP, TIMESTAMPTZ ->
          "(extract(epoch FROM " + name + ")::numeric * 1000000)::bigint";
      case TEXT -> name + "::text";
      default -> name;
    };
  }

  private static byte[] naturalKey(ResultSet rows, Lookup lookup) throws SQLException {
    RowWriter row = new RowWriter(64);
    for (int i = 0; i < lookup.key().size(); i++) {
      put(rows, i + 1, lookup.key().get(i).type().wire(), row);
    }
    return NaturalKey.ofValues(lookup.key(), row.toBytes());
  }

  private static void put(ResultSet rows, int column, WireType wire, RowWriter out)
      throws SQLException {
    if (rows.getObject(column) == null) {
      out.putNull();
      return;
    }
    switch (wire) {
      case BOOLEAN -> out.putBoolean(rows.getBoolean(column));
      case INT, DATE -> out.putInt(rows.getInt(column));
      case LONG, TIMESTAMP, TIMESTAMPTZ -> out.putLong(rows.getLong(column));
      case FLOAT -> out.putFloat(rows.getFloat(column));
      case DOUBLE -> out.putDouble(rows.getDouble(column));
      case BYTES -> {
        byte[] bytes = rows.getBytes(column);
        out.putBytes(bytes, 0, bytes.length);
      }
      case TEXT -> out.putText(rows.getString(column));
      case LATE -> throw new LoaderException("a natural key holds a late reference");
    }
  }
}
