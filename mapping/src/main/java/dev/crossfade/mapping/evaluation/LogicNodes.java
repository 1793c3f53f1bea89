package dev.crossfade.mapping.evaluation;

import dev.crossfade.mapping.plan.Expression;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Three-valued logic, CASE, COALESCE and their kin. */
final class LogicNodes {

  private LogicNodes() {}

  static Node logic(Expression.LogicOp op, List<Node> arguments) {
    Node[] nodes = arguments.toArray(new Node[0]);
    return switch (op) {
      case NOT ->
          frame -> {
            Object value = nodes[0].value(frame);
            return value == null ? null : !(Boolean) value;
          };
      case AND -> frame -> decide(nodes, frame, Boolean.FALSE);
      case OR -> frame -> decide(nodes, frame, Boolean.TRUE);
    };
  }

  /** AND and OR stop at the value that decides; NULL is the answer if none does and one is NULL. */
  private static @Nullable Object decide(Node[] nodes, Frame frame, Boolean deciding) {
    boolean unknown = false;
    for (Node node : nodes) {
      Object value = node.value(frame);
      if (value == null) {
        unknown = true;
      } else if (value.equals(deciding)) {
        return deciding;
      }
    }
    return unknown ? null : !deciding;
  }

  static Node booleanTest(Expression.BooleanTestKind kind, Node argument) {
    return switch (kind) {
      case IS_TRUE -> frame -> Boolean.TRUE.equals(argument.value(frame));
      case IS_NOT_TRUE -> frame -> !Boolean.TRUE.equals(argument.value(frame));
      case IS_FALSE -> frame -> Boolean.FALSE.equals(argument.value(frame));
      case IS_NOT_FALSE -> frame -> !Boolean.FALSE.equals(argument.value(frame));
      case IS_UNKNOWN -> frame -> argument.value(frame) == null;
      case IS_NOT_UNKNOWN -> frame -> argument.value(frame) != null;
    };
  }

  static Node choice(List<Node> conditions, List<Node> results, Node otherwise) {
    Node[] tests = conditions.toArray(new Node[0]);
    Node[] values = results.toArray(new Node[0]);
    return frame -> {
      for (int i = 0; i < tests.length; i++) {
        if (Boolean.TRUE.equals(tests[i].value(frame))) {
          return values[i].value(frame);
        }
      }
      return otherwise.value(frame);
    };
  }

  static Node coalesce(List<Node> arguments) {
    Node[] nodes = arguments.toArray(new Node[0]);
    return frame -> {
      for (Node node : nodes) {
        Object value = node.value(frame);
        if (value != null) {
          return value;
        }
      }
      return null;
    };
  }

  static Node extreme(boolean greatest, List<Node> arguments, Comparator<Object> order) {
    Node[] nodes = arguments.toArray(new Node[0]);
    return frame -> {
      Object best = null;
      for (Node node : nodes) {
        Object value = node.value(frame);
        if (value == null) {
          continue;
        }
        if (best == null) {
          best = value;
        } else {
          int comparison = order.compare(value, best);
          if (greatest ? comparison > 0 : comparison < 0) {
            best = value;
          }
        }
      }
      return best;
    };
  }

  /** {@code equal} compares two values that are not null. */
  static Node distinct(Node left, Node right, Equality equal) {
    return frame -> {
      Object l = left.value(frame);
      Object r = right.value(frame);
      return (l == null || r == null) ? l != r : !equal.holds(l, r);
    };
  }

  static Node nullIf(Node left, Node right, Equality equal) {
    return frame -> {
      Object l = left.value(frame);
      Object r = right.value(frame);
      return (l == null || r == null || !equal.holds(l, r)) ? l : null;
    };
  }

  /** An equality function. */
  interface Equality {
    boolean holds(Object left, Object right);
  }
}
