package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.mapping.plan.PlanNode.JoinKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Puts conditions where they cost least: those on one table alone right above it, never below a
 * left join's optional side.
 */
final class Conditions {

  private Conditions() {}

  static Relation filter(Relation input, Expression condition) {
    return filter(input, References.conjuncts(condition));
  }

  static Relation filter(Relation input, List<Expression> conjuncts) {
    if (conjuncts.isEmpty()) {
      return input;
    }
    if (input instanceof Relation.Fan fan) {
      List<Expression> below = reading(conjuncts, fan.input().numbers());
      Relation rows = fan.over(filter(fan.input(), below));
      return above(rows, without(conjuncts, below));
    }
    if (input instanceof Relation.Where where && !(where.input() instanceof Relation.Table)) {
      List<Expression> below = reading(conjuncts, where.input().numbers());
      below.removeIf(each -> References.relations(each).stream().allMatch(number -> number < 0));
      return above(
          new Relation.Where(filter(where.input(), below), where.condition()),
          without(conjuncts, below));
    }
    if (input instanceof Relation.Named named) {
      return new Relation.Named(
          filter(named.input(), conjuncts), named.alias(), named.names(), named.outputs());
    }
    if (input instanceof Relation.Meeting meeting) {
      return meeting(meeting, conjuncts);
    }
    return above(input, conjuncts);
  }

  private static Relation meeting(Relation.Meeting meeting, List<Expression> conjuncts) {
    boolean inner = meeting.kind() == JoinKind.INNER;
    List<Expression> left = reading(conjuncts, meeting.left().numbers());
    List<Expression> rest = without(conjuncts, left);
    List<Expression> right =
        inner ? reading(rest, meeting.right().numbers()) : new ArrayList<Expression>();
    rest = without(rest, right);
    Relation.Meeting below =
        new Relation.Meeting(
            meeting.kind(),
            filter(meeting.left(), left),
            filter(meeting.right(), right),
            meeting.on(),
            meeting.at());
    // What must hold of a pair is the same in WHERE and in the ON of an inner join.
    return inner ? below.and(rest) : above(below, rest);
  }

  private static Relation above(Relation input, List<Expression> conjuncts) {
    return conjuncts.isEmpty()
        ? input
        : new Relation.Where(input, References.and(List.copyOf(conjuncts)));
  }

  /** Those that read these relations alone. */
  private static List<Expression> reading(List<Expression> conjuncts, Set<Integer> numbers) {
    List<Expression> reading = new ArrayList<>();
    for (Expression conjunct : conjuncts) {
      if (numbers.containsAll(References.relations(conjunct))) {
        reading.add(conjunct);
      }
    }
    return reading;
  }

  private static List<Expression> without(List<Expression> all, List<Expression> some) {
    List<Expression> rest = new ArrayList<>(all);
    rest.removeAll(some);
    return rest;
  }
}
