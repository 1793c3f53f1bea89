package dev.crossfade.verifier;

import dev.crossfade.schemas.TableId;
import java.util.ArrayList;
import java.util.List;

/**
 * A WITH before each query, for a session that may make nothing in the old database. Materialized,
 * so that no expression of the mapping sees a row that is left out.
 */
final class InlineFooting implements Footing {

  private final List<String> dead = new ArrayList<>();
  private final StringBuilder statements = new StringBuilder();
  private String narrow = narrowed("", 0, 0);

  @Override
  public void begin(List<Selected> all) {
    dead.clear();
    statements.setLength(0);
    narrow = narrowed("", 0, 0);
    for (Selected each : all) {
      List<String> tables = new ArrayList<>();
      for (Shadow shadow : each.tables()) {
        statements
            .append(", ")
            .append(shadow.name())
            .append(" AS MATERIALIZED (")
            .append(shadow.rows())
            .append(')');
        tables.add(
            TableId.quote(shadow.table().name()) + " AS (SELECT * FROM " + shadow.name() + ")");
      }
      statements
          .append(", ")
          .append(each.name())
          .append(" AS (WITH ")
          .append(String.join(", ", tables))
          .append(' ')
          .append(each.select())
          .append(')');
    }
  }

  @Override
  public void leaveOut(List<String> exactly) {
    dead.clear();
    dead.addAll(exactly);
  }

  @Override
  public void leaveOutToo(String more) {
    dead.add(more);
  }

  @Override
  public void narrow(TableId table, long mask, long rest) {
    narrow = narrowed(table.quoted(), mask, rest);
  }

  private static String narrowed(String table, long mask, long rest) {
    return "SELECT "
        + WireText.literal(table)
        + "::pg_catalog.text, ("
        + mask
        + ")::pg_catalog.int8, ("
        + rest
        + ")::pg_catalog.int8";
  }

  @Override
  public String standing(String query) {
    return "WITH crossfade_dead (statement, tbl, origin, k) AS MATERIALIZED (SELECT"
        + " NULL::pg_catalog.int4, NULL::pg_catalog.text, NULL::pg_catalog.text,"
        + " NULL::pg_catalog.text WHERE false"
        + (dead.isEmpty() ? "" : " UNION ALL VALUES " + String.join(", ", dead))
        + "), crossfade_narrow (tbl, mask, rest) AS MATERIALIZED ("
        + narrow
        + ")"
        + statements
        + " "
        + query;
  }

  @Override
  public void end() {
    begin(List.of());
  }
}
