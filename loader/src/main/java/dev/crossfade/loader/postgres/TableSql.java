package dev.crossfade.loader.postgres;

import static dev.crossfade.schemas.TableId.quote;

import dev.crossfade.schemas.NewTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements that write one new table by way of two session temp tables: rows, with columns
 * {@code c0, c1 …} in the order of the plan (and {@code k}, the natural key, if ids are given out
 * here), and keys, with {@code c0 …} in the order of the key.
 */
final class TableSql {

  private final NewTable table;
  private final String givenIdType;
  private final String rows;
  private final String keys;
  private final String each;

  /**
   * Writes a table.
   *
   * @param number tells the stages of one session apart
   * @param givenIdType the type of the table's {@code givenId}, if it has one
   */
  TableSql(NewTable table, int number, String givenIdType) {
    this.table = table;
    this.givenIdType = givenIdType;
    this.rows = "crossfade_rows_" + number;
    this.keys = "crossfade_keys_" + number;
    this.each = "crossfade_each_" + number;
  }

  /** The same types as the new table's, so that COPY checks what an INSERT would. */
  List<String> createStages() {
    return List.of(
        create(rows, table.columns(), table.givenId() != null), create(keys, keyColumns(), false));
  }

  private String create(String name, List<NewTable.Column> columns, boolean naturalKey) {
    StringBuilder sql = new StringBuilder("CREATE TEMP TABLE " + name);
    sql.append(" ON COMMIT DELETE ROWS AS SELECT ");
    for (int i = 0; i < columns.size(); i++) {
      NewTable.Column column = columns.get(i);
      sql.append(i == 0 ? "" : ", ");
      sql.append(column.late() == null ? "t." + quote(column.name()) : "NULL::bytea");
      sql.append(" AS c").append(i);
    }
    sql.append(naturalKey ? ", NULL::bytea AS k" : "");
    return sql.append(" FROM ").append(table.id().quoted()).append(" t WITH NO DATA").toString();
  }

  /**
   * Makes {@link #upsertEach} callable: a function that writes staged rows one by one and gives
   * those that are refused: {@code place} (from 1, as they were staged), SQLSTATE, constraint,
   * column. What is no row's fault it raises.
   */
  String createEach() {
    String body =
        "#variable_conflict use_column\n"
            + "DECLARE crossfade_row record; crossfade_place integer := 0;\n"
            + "BEGIN\n"
            + "FOR crossfade_row IN SELECT s.ctid AS at FROM pg_temp."
            + rows
            + " s LOOP\n"
            + "crossfade_place := crossfade_place + 1;\n"
            + "BEGIN\n"
            + upsert(" WHERE s.ctid = crossfade_row.at")
            + ";\nEXCEPTION WHEN OTHERS THEN\n"
            + "GET STACKED DIAGNOSTICS crossfade_state = RETURNED_SQLSTATE,"
            + " crossfade_constraint = CONSTRAINT_NAME, crossfade_column = COLUMN_NAME;\n"
            + "IF NOT "
            + PostgresFailure.ofOneRow("crossfade_state")
            + " THEN RAISE; END IF;\n"
            + "crossfade_refused := crossfade_place;\n"
            + "RETURN NEXT;\n"
            + "END;\n"
            + "END LOOP;\n"
            + "END";
    return "CREATE OR REPLACE FUNCTION pg_temp."
        + each
        + "() RETURNS TABLE (crossfade_refused integer, crossfade_state text,"
        + " crossfade_constraint text, crossfade_column text) LANGUAGE plpgsql AS "
        + literal(body);
  }

  /** Writes staged rows one by one; see {@link #createEach}. */
  String upsertEach() {
    return "SELECT * FROM pg_temp." + each + "()";
  }

  /** Empties the stage of rows so that the next ones lie in the order of their COPY. */
  String renewRows() {
    return "TRUNCATE pg_temp." + rows;
  }

  private List<NewTable.Column> keyColumns() {
    return table.key().stream().map(name -> table.columns().get(table.indexOf(name))).toList();
  }

  /** The temp table of rows, as a query names it. */
  String rows() {
    return "pg_temp." + rows;
  }

  String copyRows(String options) {
    return "COPY pg_temp." + rows + " FROM STDIN " + options;
  }

  String copyKeys(String options) {
    return "COPY pg_temp." + keys + " FROM STDIN " + options;
  }

  /** Straight into the new table; only where nothing has to be looked up. */
  String copyStraight(String options) {
    return "COPY "
        + table.id().quoted()
        + " ("
        + table.columns().stream().map(c -> quote(c.name())).collect(Collectors.joining(", "))
        + ") FROM STDIN "
        + options;
  }

  String clearRows() {
    return "DELETE FROM pg_temp." + rows;
  }

  String clearKeys() {
    return "DELETE FROM pg_temp." + keys;
  }

  /** Every staged row becomes the new table's row of its key. */
  String upsert() {
    return upsert("");
  }

  private String upsert(String where) {
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    StringBuilder joins = new StringBuilder();
    for (int i = 0; i < table.columns().size(); i++) {
      NewTable.Column column = table.columns().get(i);
      names.add(quote(column.name()));
      NewTable.LateReference late = column.late();
      if (late == null) {
        values.add("s.c" + i);
      } else {
        values.add("i" + i + ".id::" + column.type().display());
        joins.append(join("i" + i, late.table().quoted(), "s.c" + i));
      }
    }
    String givenId = table.givenId();
    if (givenId != null) {
      names.add(quote(givenId));
      values.add("g.id::" + givenIdType);
      joins.append(join("g", table.id().quoted(), "s.k"));
    }
    return "INSERT INTO "
        + table.id().quoted()
        + " ("
        + String.join(", ", names)
        + ") OVERRIDING SYSTEM VALUE SELECT "
        + String.join(", ", values)
        + " FROM pg_temp."
        + rows
        + " s"
        + joins
        + where
        + " ON CONFLICT ("
        + table.key().stream().map(k -> quote(k)).collect(Collectors.joining(", "))
        + ") DO "
        + update();
  }

  private String update() {
    String sets =
        table.columns().stream()
            .filter(column -> !column.overriding()) // PostgreSQL sets those only at INSERT
            .map(column -> quote(column.name()) + " = EXCLUDED." + quote(column.name()))
            .collect(Collectors.joining(", "));
    return sets.isEmpty() ? "NOTHING" : "UPDATE SET " + sets;
  }

  /** Whether {@link #upsert} joins ids. */
  boolean looksUp() {
    return table.givenId() != null || table.columns().stream().anyMatch(c -> c.late() != null);
  }

  /** Deletes the rows of the staged keys; NULL in a key is met by {@link #deleteWithNulls}. */
  String delete() {
    return delete("=", "");
  }

  /** Deletes the rows of those staged keys that hold a NULL. */
  String deleteWithNulls() {
    String anyNull =
        keyPlaces().stream().map(i -> "k.c" + i + " IS NULL").collect(Collectors.joining(" OR "));
    return delete("IS NOT DISTINCT FROM", " AND (" + anyNull + ")");
  }

  /** Whether the key has columns that may be NULL. */
  boolean keyMayHoldNull() {
    return keyColumns().stream().anyMatch(column -> !column.notNull());
  }

  private List<Integer> keyPlaces() {
    return java.util.stream.IntStream.range(0, table.key().size()).boxed().toList();
  }

  private String delete(String operator, String more) {
    StringBuilder joins = new StringBuilder();
    List<String> conditions = new ArrayList<>();
    List<NewTable.Column> columns = keyColumns();
    for (int i = 0; i < columns.size(); i++) {
      NewTable.Column column = columns.get(i);
      String value = "k.c" + i;
      NewTable.LateReference late = column.late();
      if (late != null) {
        joins.append(join("i" + i, late.table().quoted(), value));
        value = "i" + i + ".id::" + column.type().display();
      }
      conditions.add("t." + quote(column.name()) + " " + operator + " " + value);
    }
    return "DELETE FROM "
        + table.id().quoted()
        + " t USING pg_temp."
        + keys
        + " k"
        + joins
        + " WHERE "
        + String.join(" AND ", conditions)
        + more;
  }

  private static String join(String alias, String newTable, String key) {
    return " LEFT JOIN crossfade.ids "
        + alias
        + " ON "
        + alias
        + ".new_table = "
        + literal(newTable)
        + " AND "
        + alias
        + ".natural_key = "
        + key;
  }

  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'"; // standard_conforming_strings is on
  }
}
