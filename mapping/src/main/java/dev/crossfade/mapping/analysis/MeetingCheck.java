package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.execution.StatementFunctions;
import dev.crossfade.mapping.execution.StatementRehearsal;
import dev.crossfade.mapping.plan.MappedStatement;
import dev.crossfade.mapping.plan.VerificationQuery;
import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.OldTable;
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
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Has both PostgreSQL and our evaluator make the rows of a statement in which rows meet, of some
 * rows of each of its old tables, and tells whether they differ.
 */
final class MeetingCheck {

  private static final String STORED = "pg_temp.crossfade_stored";

  private final Connection connection;
  private final MappedStatement statement;
  private final MigrationPlan plan;
  private final String oldSchema;

  MeetingCheck(
      Connection connection, MappedStatement statement, MigrationPlan plan, String oldSchema) {
    this.connection = connection;
    this.statement = statement;
    this.plan = plan;
    this.oldSchema = oldSchema;
  }

  /**
   * How they differ, without values; empty if they agree.
   *
   * @param place of the statement in the plan, from 0
   * @param sampleRows how many rows of each table to try at most
   */
  Optional<String> difference(int place, int sampleRows) throws SQLException {
    Map<TableId, List<byte[]>> records = new HashMap<>();
    Savepoint before = connection.setSavepoint();
    try (Statement sql = connection.createStatement()) {
      for (TableId id : statement.oldTables()) {
        records.put(id, sample(sql, plan.oldTable(id), sampleRows));
      }
      StatementRehearsal.Outcome ours =
          new StatementRehearsal(StatementFunctions.of(plan), place, plan).run(records);
      return compare(sql, ours);
    } finally {
      connection.rollback(before);
    }
  }

  /** Some rows under the table's own name, which they hide; and their records. */
  private List<byte[]> sample(Statement sql, OldTable table, int sampleRows) throws SQLException {
    String name = TableId.quote(table.id().name());
    String columns = quoted(table.columns().stream().map(OldTable.Column::name).toList());
    sql.execute(
        "CREATE TEMP TABLE " + name + " (LIKE " + table.id().quoted() + " INCLUDING GENERATED)");
    for (String column : notNulls(sql, name)) {
      sql.execute("ALTER TABLE pg_temp." + name + " ALTER COLUMN " + column + " DROP NOT NULL");
    }
    sql.execute(
        "INSERT INTO pg_temp."
            + name
            + " ("
            + columns
            + ") SELECT "
            + columns
            + " FROM "
            + table.id().quoted()
            + " ORDER BY "
            + quoted(table.key())
            + " LIMIT "
            + sampleRows);
    String selected =
        table.columns().stream()
            .map(c -> RowRecords.selected(c.name(), c.type()))
            .collect(Collectors.joining(", "));
    List<ColumnType> types = table.columns().stream().map(OldTable.Column::type).toList();
    RowLayout layout = RowLayout.ofOld(plan.migration(), table);
    List<byte[]> records = new ArrayList<>();
    RowWriter out = new RowWriter(256);
    try (ResultSet rows = sql.executeQuery("SELECT " + selected + " FROM pg_temp." + name)) {
      while (rows.next()) {
        out.reset().header(layout);
        RowRecords.put(rows, 1, types, out);
        records.add(out.toBytes());
      }
    }
    return records;
  }

  private static List<String> notNulls(Statement sql, String name) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (ResultSet rows =
        sql.executeQuery(
            "SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = "
                + "'pg_temp."
                + name.replace("'", "''")
                + "'::regclass AND attnum > 0 AND attnotnull AND attidentity = ''")) {
      while (rows.next()) {
        columns.add(rows.getString(1));
      }
    }
    return columns;
  }

  private static String quoted(List<String> names) {
    return names.stream().map(TableId::quote).collect(Collectors.joining(", "));
  }

  private Optional<String> compare(Statement sql, StatementRehearsal.Outcome ours)
      throws SQLException {
    List<String> theirs;
    Savepoint before = connection.setSavepoint();
    try {
      theirs = theirs(sql);
    } catch (SQLException raised) {
      connection.rollback(before);
      String state = String.valueOf(raised.getSQLState());
      if (!state.startsWith("22") && !state.startsWith("23")) {
        throw raised;
      }
      return ours.rejections().isEmpty()
          ? Optional.of("PostgreSQL raises " + state + ", we do not")
          : Optional.empty();
    }
    List<String> made = new ArrayList<>(ours.rows().stream().map(this::text).toList());
    int count = made.size();
    int others = theirs.size();
    theirs.forEach(made::remove);
    int missing = others - (count - made.size());
    if (!made.isEmpty()) {
      return Optional.of(made.size() + " of " + count + " rows are not among PostgreSQL's");
    }
    return missing > ours.rejections().size()
        ? Optional.of("we make " + count + " rows, PostgreSQL " + others)
        : Optional.empty();
  }

  /** The rows as an INSERT stores them, each as one text. */
  private List<String> theirs(Statement sql) throws SQLException {
    VerificationQuery query = statement.verification();
    List<String> columns = new ArrayList<>();
    List<String> selected = new ArrayList<>();
    List<String> read = new ArrayList<>();
    List<ColumnType> types = new ArrayList<>();
    for (int i = 1; i <= query.outputs().size(); i++) {
      ColumnType type = query.outputs().get(i - 1).newType();
      boolean own = type.base().startsWith("\"");
      columns.add("c" + i + " " + (own ? "text" : builtIn(type)));
      selected.add(own ? "q.c" + i + "::text" : "q.c" + i);
      read.add(RowRecords.selected("c" + i, type));
      types.add(type);
    }
    sql.execute("CREATE TEMP TABLE crossfade_stored (" + String.join(", ", columns) + ")");
    sql.execute("SET LOCAL search_path TO " + TableId.quote(oldSchema));
    sql.execute(
        "INSERT INTO "
            + STORED
            + " SELECT "
            + String.join(", ", selected)
            + " FROM ("
            + query.select()
            + ") AS q");
    sql.execute("SET LOCAL search_path TO pg_catalog");
    List<String> rows = new ArrayList<>();
    RowWriter out = new RowWriter(256);
    try (ResultSet found =
        sql.executeQuery("SELECT " + String.join(", ", read) + " FROM " + STORED)) {
      while (found.next()) {
        out.reset();
        RowRecords.put(found, 1, types, out);
        rows.add(text(out.toBytes(), types));
      }
    }
    return rows;
  }

  private String builtIn(ColumnType type) throws SQLException {
    try (var format = connection.prepareStatement("SELECT format_type(to_regtype(?)::oid, ?)")) {
      format.setString(1, TableId.quote(type.base()));
      format.setInt(2, type.modifier());
      try (ResultSet row = format.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  private String text(byte[] fields, List<ColumnType> types) {
    List<RowLayout.Field> named = new ArrayList<>();
    for (ColumnType type : types) {
      named.add(new RowLayout.Field("c" + named.size(), type.display(), type.wire(), null));
    }
    RowView row = new RowView(RowLayout.of("Reference", "crossfade.check", named)).wrap(fields, 0);
    StringBuilder text = new StringBuilder();
    List<VerificationQuery.Output> outputs = statement.verification().outputs();
    for (int i = 0; i < types.size(); i++) {
      if (outputs.get(i).naturalKeyColumn() != null && isPartlyNull(row, outputs, i)) {
        text.append("00;"); // a late reference is NULL as a whole
      } else {
        append(row, i, text);
      }
    }
    return text.toString();
  }

  private static boolean isPartlyNull(
      RowView row, List<VerificationQuery.Output> outputs, int output) {
    for (int i = 0; i < outputs.size(); i++) {
      if (outputs.get(i).newColumn().equals(outputs.get(output).newColumn()) && row.isNull(i)) {
        return true;
      }
    }
    return false;
  }

  /** One of our rows, in the order of the query's outputs. */
  private String text(byte[] record) {
    NewTable target = plan.newTable(statement.newTable());
    RowView row = new RowView(RowLayout.ofNew(plan.migration(), target)).wrap(record);
    StringBuilder text = new StringBuilder();
    for (VerificationQuery.Output output : statement.verification().outputs()) {
      int column = target.indexOf(output.newColumn());
      NewTable.LateReference late = target.columns().get(column).late();
      if (late == null || row.isNull(column)) {
        append(row, column, text);
      } else {
        List<String> key = late.key().stream().map(NewTable.KeyColumn::name).toList();
        append(row.getNested(column), key.indexOf(output.naturalKeyColumn()), text);
      }
    }
    return text.toString();
  }

  private static void append(RowView row, int field, StringBuilder text) {
    RowWriter out = new RowWriter(64);
    row.copyTo(field, out);
    byte[] bytes = Arrays.copyOf(out.buffer(), out.length());
    text.append(HexFormat.of().formatHex(bytes)).append(';');
  }
}
