package dev.crossfade.mapping.analysis;

import java.util.List;

/** The clauses of a SELECT that the dialect goes without. */
final class Clauses {

  private Clauses() {}

  /** Refuses what a query has beside FROM, WHERE and its select list. */
  static void check(Node query, int at, Refusals refusals) throws RefusalException {
    if (UnionReader.isSetOperation(query)) {
      boolean unionAll = UnionReader.isUnionAll(query.node("setOperations"));
      throw unionAll
          ? refusals.refuse(
              "CF004",
              at,
              "UNION ALL is not in the dialect here",
              "it may stand between whole SELECTs, in FROM (SELECT … UNION ALL SELECT …) and in"
                  + " WITH")
          : UnionReader.refused(at, refusals);
    }
    checkBesideUnion(query, at, refusals);
  }

  /** The same of what is made of others by UNION ALL. */
  static void checkBesideUnion(Node query, int at, Refusals refusals) throws RefusalException {
    if (!query.isAbsent("groupingSets")) {
      throw refusals.refuse(
          "CF004", at, "GROUPING SETS are not in the dialect", "write several statements");
    }
    if (query.flag("hasDistinctOn")) {
      throw refusals.refuse(
          "CF004",
          at,
          "DISTINCT ON is not in the dialect",
          "ON CONFLICT (…) DO UPDATE says which of several rows stays");
    }
    for (List<String> clause :
        List.of(
            List.of("sortClause", "ORDER BY", "order"),
            List.of("limitCount", "LIMIT", "limit"),
            List.of("limitOffset", "OFFSET", "offset"),
            List.of("rowMarks", "FOR UPDATE", "for"),
            List.of("windowClause", "WINDOW", "window"))) {
      if (!query.isAbsent(clause.get(0))) {
        throw refusals.refuseNamed(
            "CF004",
            clause.get(2),
            at,
            clause.get(1) + " is not in the dialect",
            "rows of a table have no order; take it out");
      }
    }
  }
}
