package dev.crossfade.mapping.evaluation;

import dev.crossfade.mapping.evaluation.function.Implementation;
import dev.crossfade.mapping.evaluation.function.Implementation.Fn1;
import dev.crossfade.mapping.evaluation.function.Implementation.Fn2;
import dev.crossfade.mapping.evaluation.function.Implementation.Fn3;
import dev.crossfade.mapping.evaluation.function.Implementation.FnN;
import dev.crossfade.mapping.evaluation.value.EvaluationException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls by number of arguments. All arguments are evaluated before the test for NULL. */
final class CallNodes {

  private CallNodes() {}

  static Node of(Implementation implementation, List<Node> arguments, int at) {
    Node[] nodes = arguments.toArray(new Node[0]);
    if (implementation instanceof Implementation.One one) {
      return new Call1(one.function(), nodes[0], at);
    }
    if (implementation instanceof Implementation.Two two) {
      return new Call2(two.function(), nodes[0], nodes[1], at);
    }
    if (implementation instanceof Implementation.Three three) {
      return new Call3(three.function(), nodes[0], nodes[1], nodes[2], at);
    }
    if (implementation instanceof Implementation.Many many) {
      return many(many.function(), nodes, true, at);
    }
    return many(((Implementation.Lenient) implementation).function(), nodes, false, at);
  }

  private record Call1(Fn1<Object, Object> function, Node argument, int at) implements Node {
    @Override
    public @Nullable Object value(Frame frame) {
      Object a = argument.value(frame);
      if (a == null) {
        return null;
      }
      try {
        return function.apply(a);
      } catch (EvaluationException raised) {
        throw raised.at(at);
      }
    }
  }

  private record Call2(Fn2<Object, Object, Object> function, Node first, Node second, int at)
      implements Node {
    @Override
    public @Nullable Object value(Frame frame) {
      Object a = first.value(frame);
      Object b = second.value(frame);
      if (a == null || b == null) {
        return null;
      }
      try {
        return function.apply(a, b);
      } catch (EvaluationException raised) {
        throw raised.at(at);
      }
    }
  }

  private record Call3(
      Fn3<Object, Object, Object, Object> function, Node first, Node second, Node third, int at)
      implements Node {
    @Override
    public @Nullable Object value(Frame frame) {
      Object a = first.value(frame);
      Object b = second.value(frame);
      Object c = third.value(frame);
      if (a == null || b == null || c == null) {
        return null;
      }
      try {
        return function.apply(a, b, c);
      } catch (EvaluationException raised) {
        throw raised.at(at);
      }
    }
  }

  private static Node many(FnN function, Node[] arguments, boolean strict, int at) {
    return frame -> {
      @Nullable Object[] values = new Object[arguments.length];
      boolean anyNull = false;
      for (int i = 0; i < values.length; i++) {
        values[i] = arguments[i].value(frame);
        anyNull |= values[i] == null;
      }
      if (strict && anyNull) {
        return null;
      }
      try {
        return function.apply(values);
      } catch (EvaluationException raised) {
        throw raised.at(at);
      }
    };
  }
}
