package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.analysis.Relation.Reference;
import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.mapping.plan.ExpressionRewrite;
import dev.crossfade.mapping.plan.PlanNode;
import dev.crossfade.mapping.plan.PlanNode.JoinKind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes plan nodes of relations: decides what is kept of each row where it meets others. */
final class PlanBuilder {

  private final JoinKeys joinKeys;
  private final Types types;
  private final UnionBranches unions;

  PlanBuilder(JoinKeys joinKeys, Types types, UnionBranches unions) {
    this.joinKeys = joinKeys;
    this.types = types;
    this.unions = unions;
  }

  /**
   * A node and where the columns of relations stand in its rows.
   *
   * @param places by column; those that were asked for
   */
  record Built(PlanNode node, Map<Reference, Expression> places) {

    /** The expression over the node's rows. */
    Expression read(Expression expression) {
      return ExpressionRewrite.of(
          expression,
          part -> {
            Reference reference = Reference.of(part);
            return reference == null ? null : places.get(reference);
          });
    }

    List<Expression> readAll(List<Expression> expressions) {
      return expressions.stream().map(this::read).toList();
    }
  }

  /** The node that gives what these expressions read. */
  Built build(Relation relation, List<Expression> read) throws RefusalException, SQLException {
    return build(relation, References.of(read));
  }

  private Built build(Relation relation, Map<Reference, Expression> needs)
      throws RefusalException, SQLException {
    if (relation instanceof Relation.Table table) {
      return new Built(new PlanNode.Scan(table.table().id()), ofTable(table, needs));
    } else if (relation instanceof Relation.Where where) {
      Built input = build(where.input(), with(needs, List.of(where.condition())));
      return new Built(
          new PlanNode.Filter(input.node, input.read(where.condition())), input.places);
    } else if (relation instanceof Relation.Fan fan) {
      return fan(fan, needs);
    } else if (relation instanceof Relation.Derived derived) {
      return derived(derived, needs);
    }
    return relation instanceof Relation.Named named
        ? build(named.input(), needs)
        : relation instanceof Relation.Grouped grouped
            ? grouped(grouped)
            : meeting((Relation.Meeting) relation, needs);
  }

  private Built grouped(Relation.Grouped grouped) throws RefusalException, SQLException {
    List<Expression> read = new ArrayList<>(grouped.keys());
    for (Grouping.Call call : grouped.calls()) {
      mustHaveOneOrder(call, grouped);
      read.addAll(call.arguments());
      call.order().forEach(each -> read.add(each.value()));
      Expression filter = call.filter();
      if (filter != null) {
        read.add(filter);
      }
    }
    List<Part> parts = new ArrayList<>();
    for (UnionBranches.Way way : unions.of(grouped.input())) {
      parts.add(part(grouped, build(way.relation(), read), parts));
    }
    Part first = parts.get(0);
    List<PlanNode.Branch> others =
        parts.stream().skip(1).map(p -> new PlanNode.Branch(p.rows, p.keys)).toList();
    Map<Reference, Expression> places = new HashMap<>();
    for (int i = 0; i < first.keys.size(); i++) {
      Expression.Column key = place(i, grouped.keys().get(i), "key");
      places.put(new Reference(grouped.number(), i), Grouping.shown(key, types));
    }
    for (int i = 0; i < first.calls.size(); i++) {
      PlanNode.AggregateCall call = first.calls.get(i);
      String name = call.function().replaceFirst("\\(.*", "");
      places.put(
          new Reference(grouped.number(), Grouping.AGGREGATES + i),
          new Expression.Column(0, first.keys.size() + i, name, call.type(), -1));
    }
    return new Built(new PlanNode.Aggregate(first.rows, first.keys, first.calls, others), places);
  }

  /** What one branch gives to the groups. */
  private record Part(
      PlanNode.Project rows, List<Expression> keys, List<PlanNode.AggregateCall> calls) {}

  /**
   * What is kept of a branch's rows: the same columns in every branch, whatever they are made of.
   *
   * @param before those of the branches before, whose columns' names it takes
   */
  private static Part part(Relation.Grouped grouped, Built input, List<Part> before) {
    List<Expression> columns = new ArrayList<>();
    List<PlanNode.AggregateCall> calls = new ArrayList<>();
    for (Grouping.Call call : grouped.calls()) {
      Expression filter = call.filter();
      List<Integer> arguments = new ArrayList<>();
      call.arguments().forEach(each -> arguments.add(column(columns, each)));
      List<PlanNode.Order> order = new ArrayList<>();
      call.order().forEach(each -> order.add(Grouping.order(each, column(columns, each.value()))));
      calls.add(
          new PlanNode.AggregateCall(
              call.function(),
              call.distinct(),
              arguments,
              filter == null ? -1 : column(columns, filter),
              order,
              call.type(),
              call.at()));
    }
    Set<String> taken = new HashSet<>();
    List<PlanNode.Kept> kept = new ArrayList<>();
    for (Expression each : columns) {
      Expression value = input.read(each);
      kept.add(
          before.isEmpty()
              ? kept(value, value, taken)
              : new PlanNode.Kept(before.get(0).rows.columns().get(kept.size()).name(), value));
    }
    return new Part(new PlanNode.Project(input.node, kept), input.readAll(grouped.keys()), calls);
  }

  private static Expression.Column place(int index, Expression of, String otherwise) {
    String name = name(of);
    return new Expression.Column(0, index, name == null ? otherwise : name, of.type(), -1);
  }

  private static int column(List<Expression> columns, Expression read) {
    Expression plain = ExpressionPlaces.without(read);
    for (int i = 0; i < columns.size(); i++) {
      if (ExpressionPlaces.without(columns.get(i)).equals(plain)) {
        return i;
      }
    }
    columns.add(read);
    return columns.size() - 1;
  }

  private void mustHaveOneOrder(Grouping.Call call, Relation.Grouped grouped)
      throws RefusalException, SQLException {
    if (call.order().isEmpty() || call.distinct()) {
      return;
    }
    List<Expression> fixed = new ArrayList<>(grouped.keys());
    call.order().forEach(each -> fixed.add(each.value()));
    joinKeys.mustTellApart(grouped.input(), fixed, call.at());
  }

  private static Map<Reference, Expression> ofTable(
      Relation.Table table, Map<Reference, Expression> needs) {
    Map<Reference, Expression> places = new HashMap<>();
    needs.forEach(
        (reference, read) -> {
          if (reference.relation() == table.number() && read instanceof Expression.Column column) {
            places.put(
                reference,
                new Expression.Column(
                    0, column.index(), column.name(), column.type(), column.at()));
          }
        });
    return places;
  }

  private static Map<Reference, Expression> with(
      Map<Reference, Expression> needs, List<Expression> more) {
    Map<Reference, Expression> all = new LinkedHashMap<>(needs);
    References.of(more).forEach(all::putIfAbsent);
    return all;
  }

  private Built fan(Relation.Fan fan, Map<Reference, Expression> needs)
      throws RefusalException, SQLException {
    List<Expression> read = new ArrayList<>(fan.tuples().expressions());
    Expression condition = fan.condition();
    if (condition != null) {
      read.add(condition);
    }
    Built input = build(fan.input(), with(needs, read));
    Map<Reference, Expression> places = new HashMap<>(input.places);
    int first = tupleColumns(input.node);
    for (int i = 0; i < fan.columns().size(); i++) {
      PlanNode.TupleColumn column = fan.columns().get(i);
      places.put(
          new Reference(Reference.relationOf(fan.number()), i),
          new Expression.FanOutColumn(first + i, column.name(), column.type(), -1));
    }
    PlanNode.Tuples tuples = fan.tuples().of(input.readAll(fan.tuples().expressions()));
    Built own = new Built(input.node, places);
    return new Built(
        new PlanNode.FanOut(
            input.node,
            tuples,
            fan.columns(),
            condition == null ? null : own.read(condition),
            fan.left()),
        places);
  }

  /** How many columns the tuples of the fan-outs right below have. */
  private static int tupleColumns(PlanNode node) {
    if (node instanceof PlanNode.Filter filter) {
      return tupleColumns(filter.input());
    }
    return node instanceof PlanNode.FanOut fanOut
        ? tupleColumns(fanOut.input()) + fanOut.columns().size()
        : 0;
  }

  private Built derived(Relation.Derived derived, Map<Reference, Expression> needs)
      throws RefusalException, SQLException {
    Built input = build(derived.input(), derived.outputs());
    Map<Reference, Expression> places = new HashMap<>();
    for (int i = 0; i < derived.outputs().size(); i++) {
      Reference reference = new Reference(derived.number(), i);
      if (needs.containsKey(reference)) {
        places.put(reference, input.read(derived.outputs().get(i)));
      }
    }
    return new Built(input.node, places);
  }

  private Built meeting(Relation.Meeting meeting, Map<Reference, Expression> needs)
      throws RefusalException, SQLException {
    JoinKeys.Split split = joinKeys.split(meeting);
    boolean leftOnly = meeting.kind() == JoinKind.SEMI || meeting.kind() == JoinKind.ANTI;
    boolean inner = meeting.kind() == JoinKind.INNER;
    Map<Reference, Expression> read = with(needs, split.residual());
    Side left = side(meeting.left(), split.left(), read);
    Side right =
        side(meeting.right(), split.right(), leftOnly ? with(Map.of(), split.residual()) : read);
    Map<Reference, Expression> places = new HashMap<>(left.places(0));
    places.putAll(right.places(left.kept.columns().size()));
    Built pair = new Built(left.kept, places);
    List<PlanNode.JoinKey> keys = new ArrayList<>();
    for (int i = 0; i < split.left().size(); i++) {
      keys.add(new PlanNode.JoinKey(left.keys.get(i), right.keys.get(i)));
    }
    Expression residual =
        split.residual().isEmpty() ? null : pair.read(References.and(split.residual()));
    PlanNode join =
        new PlanNode.Join(
            meeting.kind(),
            left.kept,
            right.kept,
            keys,
            inner ? null : residual,
            split.leftUnique(),
            split.rightUnique());
    if (inner && residual != null) {
      join = new PlanNode.Filter(join, residual);
    }
    return new Built(join, places);
  }

  /** One side of a join: what is kept of it, and its keys over what is below. */
  private record Side(PlanNode.Project kept, List<Reference> order, List<Expression> keys) {

    Map<Reference, Expression> places(int first) {
      Map<Reference, Expression> places = new HashMap<>();
      for (int i = 0; i < order.size(); i++) {
        PlanNode.Kept column = kept.columns().get(i);
        places.put(
            order.get(i),
            new Expression.Column(0, first + i, column.name(), column.value().type(), -1));
      }
      return places;
    }
  }

  private Side side(Relation relation, List<Expression> keys, Map<Reference, Expression> needs)
      throws RefusalException, SQLException {
    Set<Integer> numbers = relation.numbers();
    Map<Reference, Expression> own = new LinkedHashMap<>();
    needs.forEach(
        (reference, read) -> {
          if (numbers.contains(reference.relation())) {
            own.put(reference, read);
          }
        });
    Built below = build(relation, with(own, keys));
    List<PlanNode.Kept> kept = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    own.forEach((reference, read) -> kept.add(kept(read, below.read(read), taken)));
    return new Side(
        new PlanNode.Project(below.node, kept), List.copyOf(own.keySet()), below.readAll(keys));
  }

  private static PlanNode.Kept kept(Expression read, Expression value, Set<String> taken) {
    String wanted = name(read);
    String name = wanted == null ? "value" : wanted;
    for (int i = 2; !taken.add(name); i++) {
      name = wanted + "_" + i;
    }
    return new PlanNode.Kept(name, value);
  }

  private static @Nullable String name(Expression read) {
    if (read instanceof Expression.Column column) {
      return column.name();
    }
    return read instanceof Expression.FanOutColumn column ? column.name() : null;
  }
}
