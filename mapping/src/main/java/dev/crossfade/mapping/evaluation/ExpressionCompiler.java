package dev.crossfade.mapping.evaluation;

import dev.crossfade.mapping.evaluation.function.AssignmentCast;
import dev.crossfade.mapping.evaluation.function.CallSite;
import dev.crossfade.mapping.evaluation.function.FunctionTable;
import dev.crossfade.mapping.evaluation.function.Implementation;
import dev.crossfade.mapping.evaluation.function.RefusedException;
import dev.crossfade.mapping.evaluation.value.EvaluationException;
import dev.crossfade.mapping.evaluation.value.ValueType;
import dev.crossfade.mapping.evaluation.value.ValueTypes;
import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.schemas.RowView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns an expression into closures, once.
 *
 * @see Refusals for what it does not compile
 */
final class ExpressionCompiler {

  /** In an element cast, fan-out column 0 is the element. */
  private final boolean inElementCast;

  ExpressionCompiler() {
    this(false);
  }

  private ExpressionCompiler(boolean inElementCast) {
    this.inElementCast = inElementCast;
  }

  static ValueType typeOf(Expression expression) {
    return ValueTypes.of(expression.type());
  }

  /**
   * Compiles one expression.
   *
   * @throws RefusedException with the place of what is not supported
   */
  Node compile(Expression expression) {
    try {
      return compileNode(expression);
    } catch (RefusedException refused) {
      throw refused.at(expression.at());
    }
  }

  private List<Node> all(List<Expression> expressions) {
    return expressions.stream().map(this::compile).toList();
  }

  private Node compileNode(Expression expression) {
    if (expression instanceof Expression.Column column) {
      return column(column);
    }
    if (expression instanceof Expression.FanOutColumn column) {
      int index = column.index();
      return inElementCast ? Frame::element : frame -> frame.tuple().get(index);
    }
    if (expression instanceof Expression.Constant constant) {
      Object value = constantValue(constant);
      return frame -> value;
    }
    if (expression instanceof Expression.Call call) {
      CallSite site = site(call.function(), call.arguments(), call.type(), call.collation());
      return CallNodes.of(FunctionTable.implementation(site), all(call.arguments()), call.at());
    }
    if (expression instanceof Expression.Logic logic) {
      return LogicNodes.logic(logic.op(), all(logic.arguments()));
    }
    if (expression instanceof Expression.NullTest test) {
      Node argument = compile(test.argument());
      return test.isNull()
          ? frame -> argument.value(frame) == null
          : frame -> argument.value(frame) != null;
    }
    if (expression instanceof Expression.BooleanTest test) {
      return LogicNodes.booleanTest(test.kind(), compile(test.argument()));
    }
    if (expression instanceof Expression.Case choice) {
      return LogicNodes.choice(
          choice.whens().stream().map(when -> compile(when.condition())).toList(),
          choice.whens().stream().map(when -> compile(when.result())).toList(),
          compile(choice.otherwise()));
    }
    if (expression instanceof Expression.Coalesce coalesce) {
      return LogicNodes.coalesce(all(coalesce.arguments()));
    }
    if (expression instanceof Expression.MinMax extreme) {
      return LogicNodes.extreme(
          extreme.greatest(), all(extreme.arguments()), order(typeOf(extreme)));
    }
    return compileRare(expression);
  }

  private Node compileRare(Expression expression) {
    if (expression instanceof Expression.Distinct distinct) {
      return LogicNodes.distinct(
          compile(distinct.left()),
          compile(distinct.right()),
          equality(distinct.equal(), distinct.left(), distinct.right(), distinct.collation()));
    }
    if (expression instanceof Expression.NullIf nullIf) {
      return LogicNodes.nullIf(
          compile(nullIf.left()),
          compile(nullIf.right()),
          equality(nullIf.equal(), nullIf.left(), nullIf.right(), nullIf.collation()));
    }
    if (expression instanceof Expression.ViaText cast) {
      return viaText(cast);
    }
    if (expression instanceof Expression.Relabel relabel) {
      return relabel(relabel);
    }
    if (expression instanceof Expression.ArrayCast cast) {
      requireArray(cast.argument());
      return ArrayNodes.castElements(
          compile(cast.argument()), new ExpressionCompiler(true).compile(cast.element()));
    }
    if (expression instanceof Expression.ArrayOf array) {
      requireArray(array);
      return array.multidimensional()
          ? ArrayNodes.nest(all(array.elements()))
          : ArrayNodes.construct(all(array.elements()));
    }
    if (expression instanceof Expression.Subscript subscript) {
      return subscript(subscript);
    }
    if (expression instanceof Expression.AnyAll anyAll) {
      return anyAll(anyAll);
    }
    return assign((Expression.Assign) expression);
  }

  private static Node column(Expression.Column column) {
    int relation = column.relation();
    int index = column.index();
    ValueType type = typeOf(column);
    return frame -> {
      RowView row = frame.relation(relation);
      return row == null || row.isNull(index) ? null : type.read(row, index);
    };
  }

  private static @Nullable Object constantValue(Expression.Constant constant) {
    String text = constant.text();
    try {
      return text == null ? null : typeOf(constant).parse(text);
    } catch (EvaluationException raised) {
      throw new RefusedException(
          "a constant of type " + constant.type().display() + " is not read: " + raised.text());
    }
  }

  private static CallSite site(
      String function,
      List<Expression> arguments,
      dev.crossfade.schemas.ColumnType result,
      @Nullable String collation) {
    List<CallSite.Argument> sites = new ArrayList<>();
    for (Expression argument : arguments) {
      sites.add(
          argument instanceof Expression.Constant constant
              ? new CallSite.Argument(typeOf(constant), true, constantValue(constant))
              : new CallSite.Argument(typeOf(argument), false, null));
    }
    return new CallSite(function, sites, ValueTypes.of(result), collation);
  }

  private static Comparator<Object> order(ValueType type) {
    Comparator<Object> order = type.order();
    if (order == null) {
      throw new RefusedException("the order of type " + type.base() + " is not known here");
    }
    return order;
  }

  private static LogicNodes.Equality equality(
      String function, Expression left, Expression right, @Nullable String collation) {
    CallSite site = site(function, List.of(left, right), left.type(), collation);
    if (FunctionTable.implementation(site) instanceof Implementation.Two two) {
      return (l, r) -> Boolean.TRUE.equals(two.function().apply(l, r));
    }
    throw new RefusedException(function + " is no equality of two values");
  }

  private Node viaText(Expression.ViaText cast) {
    Node argument = compile(cast.argument());
    ValueType from = typeOf(cast.argument());
    ValueType to = typeOf(cast);
    int at = cast.at();
    return frame -> {
      Object value = argument.value(frame);
      if (value == null) {
        return null;
      }
      try {
        return to.parse(from.print(value));
      } catch (EvaluationException raised) {
        throw raised.at(at);
      }
    };
  }

  private Node relabel(Expression.Relabel relabel) {
    String from = relabel.argument().type().base();
    String to = relabel.type().base();
    if (!from.equals(to) && !(isText(from) && isText(to))) {
      throw new RefusedException("a value of type " + from + " is not taken as " + to);
    }
    return compile(relabel.argument());
  }

  private static boolean isText(String base) {
    String element = base.startsWith("_") ? base.substring(1) : base;
    return element.equals("text") || element.equals("varchar") || element.equals("bpchar");
  }

  private static ValueType requireArray(Expression expression) {
    ValueType element = typeOf(expression).element();
    if (element == null) {
      throw new RefusedException(
          "arrays of type " + expression.type().display() + " are not looked into");
    }
    return element;
  }

  private Node subscript(Expression.Subscript subscript) {
    requireArray(subscript.array());
    Node array = compile(subscript.array());
    List<@Nullable Node> upper = optional(subscript.upper());
    if (subscript.lower().isEmpty()) {
      return ArrayNodes.element(array, all(present(subscript.upper())));
    }
    return ArrayNodes.slice(array, optional(subscript.lower()), upper);
  }

  private static List<Expression> present(List<@Nullable Expression> subscripts) {
    List<Expression> present = new ArrayList<>();
    for (Expression subscript : subscripts) {
      present.add(java.util.Objects.requireNonNull(subscript));
    }
    return present;
  }

  private List<@Nullable Node> optional(List<@Nullable Expression> subscripts) {
    List<@Nullable Node> nodes = new ArrayList<>();
    for (Expression subscript : subscripts) {
      nodes.add(subscript == null ? null : compile(subscript));
    }
    return nodes;
  }

  private Node anyAll(Expression.AnyAll anyAll) {
    ValueType element = requireArray(anyAll.array());
    CallSite site =
        new CallSite(
            anyAll.function(),
            List.of(
                new CallSite.Argument(typeOf(anyAll.scalar()), false, null),
                new CallSite.Argument(element, false, null)),
            ValueTypes.BOOL,
            anyAll.collation());
    if (!(FunctionTable.implementation(site) instanceof Implementation.Two two)) {
      throw new RefusedException(anyAll.function() + " is no test of two values");
    }
    int at = anyAll.at();
    ArrayNodes.Test test =
        (left, right) -> {
          try {
            return left == null || right == null ? null : two.function().apply(left, right);
          } catch (EvaluationException raised) {
            throw raised.at(at);
          }
        };
    return ArrayNodes.anyAll(anyAll.any(), compile(anyAll.scalar()), compile(anyAll.array()), test);
  }

  private Node assign(Expression.Assign assign) {
    Node argument = compile(assign.argument());
    var cast = AssignmentCast.of(assign.argument().type(), assign.type());
    if (cast == null) {
      return argument;
    }
    int at = assign.at();
    return frame -> {
      Object value = argument.value(frame);
      if (value == null) {
        return null;
      }
      try {
        return cast.apply(value);
      } catch (EvaluationException raised) {
        throw raised.at(at);
      }
    };
  }
}
