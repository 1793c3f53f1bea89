package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.schemas.ColumnType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lowers a UNION ALL that stands in FROM or in WITH: its branches, all of the same types. */
final class UnionReader {

  private static final String UNION = "1";

  private final Dictionary dictionary;
  private final FunctionRules rules;
  private final Refusals refusals;
  private final int at;

  UnionReader(Dictionary dictionary, FunctionRules rules, Refusals refusals, int at) {
    this.dictionary = dictionary;
    this.rules = rules;
    this.refusals = refusals;
    this.at = at;
  }

  /** Reads a whole SELECT between two UNION ALL. */
  interface Whole {
    QueryReader.Subquery of(Node query, QueryScope scope) throws RefusalException, SQLException;
  }

  /** Whether a query is made of others by UNION, INTERSECT or EXCEPT. */
  static boolean isSetOperation(Node query) {
    return !query.isAbsent("setOperations");
  }

  static boolean isUnionAll(Node operation) {
    return operation.text("op").equals(UNION) && operation.flag("all");
  }

  static RefusalException refused(int at, Refusals refusals) {
    return refusals.refuse(
        "CF004",
        at,
        "UNION, INTERSECT and EXCEPT are not in the dialect",
        "write several statements, or one with a condition; UNION is SELECT DISTINCT … FROM"
            + " (SELECT … UNION ALL SELECT …)");
  }

  /** The branches in the order of the text, with their outputs as the union gives them. */
  List<QueryReader.Subquery> branches(Node query, QueryScope scope, Whole whole)
      throws RefusalException, SQLException {
    Clauses.checkBesideUnion(query, at, refusals);
    return below(query.node("setOperations"), scope, whole);
  }

  private List<QueryReader.Subquery> below(Node node, QueryScope scope, Whole whole)
      throws RefusalException, SQLException {
    if (node.tag().equals("RANGETBLREF")) {
      Node select = scope.entry(node.index("rtindex")).node("subquery");
      return List.of(whole.of(select, scope.inner(select)));
    }
    if (!isUnionAll(node)) {
      throw refused(at, refusals);
    }
    List<ColumnType> types = types(node);
    List<QueryReader.Subquery> both = new ArrayList<>();
    for (String side : List.of("larg", "rarg")) {
      for (QueryReader.Subquery branch : below(node.node(side), scope, whole)) {
        List<Expression> outputs = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
          outputs.add(as(branch.outputs().get(i), types.get(i)));
        }
        both.add(new QueryReader.Subquery(branch.relation(), outputs));
      }
    }
    return both;
  }

  private List<ColumnType> types(Node operation) throws SQLException {
    List<?> oids = operation.list("colTypes");
    List<ColumnType> types = new ArrayList<>();
    for (int i = 0; i + 1 < oids.size(); i++) {
      types.add(
          dictionary
              .types()
              .columnType(
                  FanOutReader.item(oids, i),
                  (int) FanOutReader.item(operation.list("colTypmods"), i),
                  FanOutReader.item(operation.list("colCollations"), i)));
    }
    return types;
  }

  /** A branch's value as the type that PostgreSQL has found for all branches. */
  private Expression as(Expression value, ColumnType to) throws RefusalException, SQLException {
    ColumnType from = value.type();
    if (from.equals(to)) {
      return value;
    }
    if (from.base().equals(to.base())) {
      return new Expression.Relabel(value, to, value.at());
    }
    Optional<PgType> source = dictionary.types().find(from.base());
    Optional<PgType> target = dictionary.types().find(to.base());
    Optional<Functions.Cast> cast =
        source.isEmpty() || target.isEmpty()
            ? Optional.empty()
            : dictionary.functions().assignmentCast(source.get().oid(), target.get().oid());
    if (cast.isPresent() && cast.get().method() == 'b') {
      return new Expression.Relabel(value, to, value.at());
    }
    if (cast.isPresent() && cast.get().method() == 'f') {
      PgFunction function = rules.check(cast.get().function(), 0, at);
      if (function.arguments().size() == 1) {
        return new Expression.Call(function.signature(), List.of(value), null, to, value.at());
      }
    }
    throw refusals.refuse(
        "CF053",
        at,
        "the branches of this UNION ALL give a " + from.display() + " and a " + to.display(),
        "cast one of them in its branch, so that both are of one type");
  }
}
