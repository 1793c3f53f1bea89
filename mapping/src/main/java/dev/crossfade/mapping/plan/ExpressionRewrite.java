package dev.crossfade.mapping.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The same expression over other columns. */
public final class ExpressionRewrite {

  private final Function<Expression, @Nullable Expression> replacement;

  private ExpressionRewrite(Function<Expression, @Nullable Expression> replacement) {
    this.replacement = replacement;
  }

  /**
   * Replaces parts of an expression, from the top down; what takes a part's place is left as it is.
   *
   * @param replacement what takes a part's place; null if the part stays
   */
  public static Expression of(
      Expression expression, Function<Expression, @Nullable Expression> replacement) {
    return new ExpressionRewrite(replacement).apply(expression);
  }

  private Expression apply(Expression e) {
    Expression other = replacement.apply(e);
    return other != null ? other : below(e);
  }

  private Expression below(Expression e) {
    if (e instanceof Expression.Call x) {
      return new Expression.Call(x.function(), all(x.arguments()), x.collation(), x.type(), x.at());
    } else if (e instanceof Expression.Logic x) {
      return new Expression.Logic(x.op(), all(x.arguments()), x.type(), x.at());
    } else if (e instanceof Expression.NullTest x) {
      return new Expression.NullTest(apply(x.argument()), x.isNull(), x.type(), x.at());
    } else if (e instanceof Expression.BooleanTest x) {
      return new Expression.BooleanTest(apply(x.argument()), x.kind(), x.type(), x.at());
    } else if (e instanceof Expression.Case x) {
      List<Expression.When> whens =
          x.whens().stream()
              .map(w -> new Expression.When(apply(w.condition()), apply(w.result())))
              .toList();
      return new Expression.Case(whens, apply(x.otherwise()), x.type(), x.at());
    } else if (e instanceof Expression.Coalesce x) {
      return new Expression.Coalesce(all(x.arguments()), x.type(), x.at());
    } else if (e instanceof Expression.MinMax x) {
      return new Expression.MinMax(
          x.greatest(), all(x.arguments()), x.collation(), x.type(), x.at());
    } else if (e instanceof Expression.Distinct x) {
      return new Expression.Distinct(
          x.equal(), apply(x.left()), apply(x.right()), x.collation(), x.type(), x.at());
    } else if (e instanceof Expression.NullIf x) {
      return new Expression.NullIf(
          x.equal(), apply(x.left()), apply(x.right()), x.collation(), x.type(), x.at());
    }
    return belowCasts(e);
  }

  private Expression belowCasts(Expression e) {
    if (e instanceof Expression.ViaText x) {
      return new Expression.ViaText(apply(x.argument()), x.type(), x.at());
    } else if (e instanceof Expression.Relabel x) {
      return new Expression.Relabel(apply(x.argument()), x.type(), x.at());
    } else if (e instanceof Expression.ArrayCast x) {
      return new Expression.ArrayCast(apply(x.argument()), x.element(), x.type(), x.at());
    } else if (e instanceof Expression.ArrayOf x) {
      return new Expression.ArrayOf(all(x.elements()), x.multidimensional(), x.type(), x.at());
    } else if (e instanceof Expression.Subscript x) {
      return new Expression.Subscript(
          apply(x.array()), bounds(x.upper()), bounds(x.lower()), x.type(), x.at());
    } else if (e instanceof Expression.AnyAll x) {
      return new Expression.AnyAll(
          x.function(),
          x.any(),
          apply(x.scalar()),
          apply(x.array()),
          x.collation(),
          x.type(),
          x.at());
    } else if (e instanceof Expression.Assign x) {
      return new Expression.Assign(apply(x.argument()), x.column(), x.type(), x.at());
    }
    return e; // columns and constants
  }

  private List<Expression> all(List<Expression> expressions) {
    return expressions.stream().map(this::apply).toList();
  }

  private List<@Nullable Expression> bounds(List<@Nullable Expression> bounds) {
    List<@Nullable Expression> rewritten = new ArrayList<>();
    for (Expression bound : bounds) {
      rewritten.add(bound == null ? null : apply(bound));
    }
    return rewritten;
  }
}
