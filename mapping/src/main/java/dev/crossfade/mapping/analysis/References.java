package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.mapping.plan.ExpressionColumns;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Which columns expressions read. */
final class References {

  private References() {}

  /** Each once, with one expression that reads it. */
  static Map<Relation.Reference, Expression> of(Collection<Expression> expressions) {
    Map<Relation.Reference, Expression> all = new LinkedHashMap<>();
    for (Expression expression : expressions) {
      ExpressionColumns.nodes(expression)
          .forEach(
              node -> {
                Relation.Reference reference = Relation.Reference.of(node);
                if (reference != null) {
                  all.putIfAbsent(reference, node);
                }
              });
    }
    return all;
  }

  /** The relations an expression reads. */
  static Set<Integer> relations(Expression expression) {
    return ExpressionColumns.nodes(expression)
        .map(Relation.Reference::of)
        .filter(Objects::nonNull)
        .map(Relation.Reference::relation)
        .collect(Collectors.toSet());
  }

  /** What is joined by AND, each on its own. */
  static List<Expression> conjuncts(Expression condition) {
    if (condition instanceof Expression.Logic logic && logic.op() == Expression.LogicOp.AND) {
      List<Expression> all = new ArrayList<>();
      logic.arguments().forEach(each -> all.addAll(conjuncts(each)));
      return all;
    }
    return List.of(condition);
  }

  static Expression and(List<Expression> conjuncts) {
    return conjuncts.size() == 1
        ? conjuncts.get(0)
        : new Expression.Logic(
            Expression.LogicOp.AND, conjuncts, conjuncts.get(0).type(), conjuncts.get(0).at());
  }
}
