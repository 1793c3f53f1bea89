package dev.crossfade.mapping.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What an expression reads. */
public final class ExpressionColumns {

  private ExpressionColumns() {}

  /** Whether it reads a column of a fan-out's tuple. */
  public static boolean readsFanOut(Expression expression) {
    return nodes(expression).anyMatch(Expression.FanOutColumn.class::isInstance);
  }

  /** Whether it reads a column of the old row. */
  public static boolean readsRow(Expression expression) {
    return nodes(expression).anyMatch(Expression.Column.class::isInstance);
  }

  /** The expression and all below it; the element of an array cast is no column. */
  public static Stream<Expression> nodes(Expression expression) {
    return Stream.concat(
        Stream.of(expression), children(expression).stream().flatMap(ExpressionColumns::nodes));
  }

  /** The expressions right below one. */
  public static List<Expression> children(Expression e) {
    if (e instanceof Expression.Call x) {
      return x.arguments();
    } else if (e instanceof Expression.Logic x) {
      return x.arguments();
    } else if (e instanceof Expression.NullTest x) {
      return List.of(x.argument());
    } else if (e instanceof Expression.BooleanTest x) {
      return List.of(x.argument());
    } else if (e instanceof Expression.Case x) {
      return caseChildren(x);
    } else if (e instanceof Expression.Coalesce x) {
      return x.arguments();
    } else if (e instanceof Expression.MinMax x) {
      return x.arguments();
    } else if (e instanceof Expression.Distinct x) {
      return List.of(x.left(), x.right());
    } else if (e instanceof Expression.NullIf x) {
      return List.of(x.left(), x.right());
    } else if (e instanceof Expression.ViaText x) {
      return List.of(x.argument());
    } else if (e instanceof Expression.Relabel x) {
      return List.of(x.argument());
    } else if (e instanceof Expression.ArrayCast x) {
      return List.of(x.argument());
    } else if (e instanceof Expression.ArrayOf x) {
      return x.elements();
    } else if (e instanceof Expression.Subscript x) {
      return subscriptChildren(x);
    } else if (e instanceof Expression.AnyAll x) {
      return List.of(x.scalar(), x.array());
    } else if (e instanceof Expression.Assign x) {
      return List.of(x.argument());
    }
    return List.of(); // columns and constants
  }

  private static List<Expression> caseChildren(Expression.Case x) {
    List<Expression> children = new ArrayList<>();
    for (Expression.When when : x.whens()) {
      children.add(when.condition());
      children.add(when.result());
    }
    children.add(x.otherwise());
    return children;
  }

  private static List<Expression> subscriptChildren(Expression.Subscript x) {
    List<Expression> children = new ArrayList<>(List.of(x.array()));
    Stream.concat(x.upper().stream(), x.lower().stream())
        .filter(java.util.Objects::nonNull)
        .forEach(children::add);
    return children;
  }
}
