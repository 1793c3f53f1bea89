package dev.crossfade.verifier;

import dev.crossfade.mapping.plan.VerificationQuery;
import dev.crossfade.schemas.DeadLetter;
import dev.crossfade.schemas.KeyForm;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.RowLayout;
import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.TableId;
import dev.crossfade.schemas.WireType;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows one new table should have, as a query on the old database.
 *
 * <p>Each statement's SELECT reads what shadows the old tables: without the rows with dead letters,
 * which no expression of the mapping sees, and narrowed to a part of the rows. Makes nothing that
 * outlives the session, and nothing at all where it may not: {@link Footing}.
 */
final class ExpectedRows {

  private final Connection old;
  private final MigrationPlan plan;
  private final TableShape shape;
  private final NewRows now;
  private final List<VerificationQuery> queries;
  private final Footing footing;

  private ExpectedRows(
      Connection old,
      MigrationPlan plan,
      TableShape shape,
      NewRows now,
      List<VerificationQuery> queries,
      Footing footing) {
    this.old = old;
    this.plan = plan;
    this.shape = shape;
    this.now = now;
    this.queries = queries;
    this.footing = footing;
  }

  /** Lays the footing; the session's search path must find it, and the old schema. */
  static ExpectedRows create(
      Connection old,
      MigrationPlan plan,
      TableShape shape,
      NewRows now,
      List<VerificationQuery> queries)
      throws SQLException {
    Footing footing = Footing.of(old);
    ExpectedRows rows = new ExpectedRows(old, plan, shape, now, queries, footing);
    if (queries.stream().anyMatch(VerificationQuery::rowsMeet)) {
      // What is left out looks like nearly all to the planner: it would go through one side of a
      // join again for each row of the other.
      try (Statement sql = old.createStatement()) {
        sql.execute("SET enable_nestloop = off");
      }
    }
    footing.begin(new Shadows(old, plan).of(queries));
    return rows;
  }

  /** Leaves out exactly the origins and keys of these dead letters from now on. */
  void leaveOut(List<DeadLetter> letters) throws SQLException {
    List<String> values = new ArrayList<>();
    for (DeadLetter letter : letters) {
      switch (letter.stage()) {
        case LOAD -> {
          RowLayout layout = RowLayout.ofNewKey(plan.migration(), shape.table());
          RowView key = new RowView(layout).wrap(letter.rowKey().array());
          values.add("(0, NULL, NULL, " + WireText.ofKey(key, KeyForms.ofNew(shape.table())) + ")");
        }
        case MAP -> {
          for (VerificationQuery query : queries) {
            if (concerns(letter, query)
                && (letter.statement() == 0 || DeadOrigins.isOf(letter, query, plan))) {
              values.add(DeadOrigins.mark(letter, query, plan, Footing.id(query)));
            }
          }
        }
        case WRITE -> {} // the order of origins decides here as it did there
      }
    }
    footing.leaveOut(values);
  }

  /** Leaves out one more origin. */
  void leaveOut(VerificationQuery query, TableId table, String origin) throws SQLException {
    footing.leaveOutToo(
        "("
            + Footing.id(query)
            + ", "
            + WireText.literal(table.quoted())
            + ", "
            + WireText.literal(origin)
            + ", NULL)");
  }

  /**
   * Reads only rows of one table whose key's hash ends in {@code rest} under {@code mask}; mask 0
   * reads all.
   */
  void narrow(TableId table, long mask, long rest) throws SQLException {
    footing.narrow(table, mask, rest);
  }

  List<VerificationQuery> queries() {
    return queries;
  }

  /**
   * The keys of the rows of a table that a statement reads now (dead letters left out, narrowed):
   * {@code origin}.
   */
  String origins(VerificationQuery query, TableId table) {
    return footing.standing(
        "SELECT "
            + Shadows.originText(plan.oldTable(table), "r")
            + " AS origin FROM "
            + Shadows.rowsOf(query, table)
            + " AS r");
  }

  /** What one statement alone gives: {@code k, v1 … vN} and whose rows they are. */
  String share(VerificationQuery query) {
    return footing.standing(given(query));
  }

  private String given(VerificationQuery query) {
    return shape.expectedRows(query, Shadows.selected(query), now);
  }

  /** All rows the new table should have: {@code k, v1 … vN}, one row a key. */
  String all() {
    String columns = columns();
    boolean last = shape.table().conflict() == NewTable.Conflict.LAST_WINS;
    boolean arranged = shape.table().path() == NewTable.Path.ARRANGED;
    List<String> shares = new ArrayList<>();
    for (VerificationQuery query : queries) {
      shares.add(
          arranged
              ? "(SELECT DISTINCT ON (k) "
                  + columns
                  + ", statement FROM ("
                  + given(query)
                  + ") AS s ORDER BY k"
                  + order(query, last)
                  + ")"
              : "SELECT " + columns + ", statement FROM (" + given(query) + ") AS s");
    }
    String union = String.join(" UNION ALL ", shares);
    String one =
        arranged && queries.size() > 1
            ? "SELECT DISTINCT ON (k) "
                + columns
                + " FROM ("
                + union
                + ") AS u ORDER BY k, statement"
                + (last ? " DESC" : "")
            : "SELECT " + columns + " FROM (" + union + ") AS u";
    return footing.standing(
        "SELECT "
            + columns
            + " FROM ("
            + one
            + ") AS e WHERE NOT EXISTS (SELECT 1 FROM"
            + " crossfade_dead AS d WHERE d.statement = 0 AND d.k = e.k)");
  }

  /** Drops what {@link #create} made, so that the next table can be verified in this session. */
  void drop() throws SQLException {
    footing.end();
    try (Statement sql = old.createStatement()) {
      sql.execute("RESET enable_nestloop");
    }
  }

  private String columns() {
    StringBuilder columns = new StringBuilder("k");
    for (int i = 1; i <= shape.columns().size(); i++) {
      columns.append(", v").append(i);
    }
    return columns.toString();
  }

  /**
   * The order in which origins of one statement stand: by old key, then by place in the fan-out.
   */
  private String order(VerificationQuery query, boolean last) {
    StringBuilder order = new StringBuilder();
    for (int i = 0; i < query.originKey().size(); i++) {
      VerificationQuery.Origin column = query.originKey().get(i);
      String value = "o" + (i + 1);
      boolean byText =
          column.type().wire() == WireType.TEXT && column.type().keyForm() != KeyForm.NUMERIC;
      order.append(", ").append(byText ? value + "::pg_catalog.text COLLATE \"C\"" : value);
      order.append(last ? " DESC" : "");
    }
    return order.append(", ordinal").append(last ? " DESC" : "").toString();
  }

  /** Statement 0 stands for all that read the old row: the extractor could not carry it. */
  private static boolean concerns(DeadLetter letter, VerificationQuery query) {
    return letter.statement() == query.statement()
        || (letter.statement() == 0
            && query.oldTables().stream().anyMatch(t -> t.quoted().equals(letter.oldTable())));
  }
}
