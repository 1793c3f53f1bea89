package dev.crossfade.verifier;

import dev.crossfade.mapping.plan.VerificationQuery;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.TableId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the statements of a mapping read in the place of the old tables: their rows without those
 * with dead letters, narrowed to a part.
 */
final class Shadows {

  private final Connection old;
  private final MigrationPlan plan;

  Shadows(Connection old, MigrationPlan plan) {
    this.old = old;
    this.plan = plan;
  }

  /** Each statement's SELECT with the shadows under it. */
  List<Footing.Selected> of(List<VerificationQuery> queries) throws SQLException {
    List<Footing.Selected> statements = new ArrayList<>();
    for (VerificationQuery query : queries) {
      List<Footing.Shadow> tables = new ArrayList<>();
      for (TableId table : query.oldTables()) {
        tables.add(new Footing.Shadow(table, rowsOf(query, table), shadow(query, table)));
      }
      statements.add(new Footing.Selected(selected(query), guarded(query), tables));
    }
    return statements;
  }

  /** The name of a statement's SELECT over its shadows. */
  static String selected(VerificationQuery query) {
    return "crossfade_select_" + Footing.id(query);
  }

  /** The name of what a statement reads in the place of an old table. */
  static String rowsOf(VerificationQuery query, TableId table) {
    return "crossfade_rows_" + Footing.id(query) + "_" + query.oldTables().indexOf(table);
  }

  private String shadow(VerificationQuery query, TableId id) throws SQLException {
    OldTable table = plan.oldTable(id);
    String origin = originText(table, "t");
    return "SELECT "
        + String.join(", ", readableColumns(table.id()))
        + " FROM "
        + table.id().quoted()
        + " AS t WHERE NOT EXISTS (SELECT 1 FROM"
        + " crossfade_dead AS d WHERE d.statement = "
        + Footing.id(query)
        + " AND d.tbl = "
        + WireText.literal(id.quoted())
        + " AND d.origin = "
        + origin
        + ") AND ((SELECT mask FROM crossfade_narrow WHERE tbl = "
        + WireText.literal(id.quoted())
        + ") IS NOT DISTINCT FROM NULL OR (SELECT mask FROM crossfade_narrow) = 0 OR"
        + " (pg_catalog.hashtextextended("
        + origin
        + ", 0) & (SELECT mask FROM"
        + " crossfade_narrow)) = (SELECT rest FROM crossfade_narrow))";
  }

  /** A row's key as one text, as origins are compared. */
  static String originText(OldTable table, String alias) {
    StringBuilder row = new StringBuilder("ROW(");
    for (String name : table.key()) {
      OldTable.Column column = table.columns().get(table.indexOf(name));
      row.append(row.length() > 4 ? ", " : "")
          .append(ComparableText.ofKey(alias + "." + TableId.quote(name), column.type().keyForm()));
    }
    return row.append(")::pg_catalog.text").toString();
  }

  /** Columns this login may read: left-out ones may be closed to it. */
  private List<String> readableColumns(TableId table) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (var statement =
        old.prepareStatement(
            "SELECT attname FROM pg_catalog.pg_attribute WHERE attrelid = ?::pg_catalog.regclass AND attnum > 0"
                + " AND NOT attisdropped AND pg_catalog.has_column_privilege(attrelid, attnum, 'SELECT')"
                + " ORDER BY attnum")) {
      statement.setString(1, table.quoted());
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          columns.add("t." + TableId.quote(found.getString(1)));
        }
      }
    }
    return columns;
  }

  /** The SELECT without the origins that are left out where rows have met. */
  private static String guarded(VerificationQuery query) {
    String origin =
        query.originKey().stream()
            .map(key -> ComparableText.ofKey("(" + key.sql() + ")", key.type().keyForm()))
            .collect(Collectors.joining(", ", "ROW(", ")::pg_catalog.text"));
    return query
        .select()
        .replace(
            VerificationQuery.GUARD_OPEN,
            // The origin stands outside the subquery: its names are the mapping's, d and k perhaps.
            "CASE WHEN "
                + origin
                + " IN (SELECT d.origin FROM crossfade_dead AS d WHERE d.statement = "
                + Footing.id(query)
                + " AND d.tbl = '') THEN false ELSE ")
        .replace(VerificationQuery.GUARD_CLOSE, " END");
  }
}
