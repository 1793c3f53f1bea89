package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.mapping.plan.PlanNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a FROM stands for, before it is decided what is kept of each row. Expressions read columns
 * by the number of the relation that gives them.
 */
sealed interface Relation {

  /** The columns it gives. */
  Set<Integer> numbers();

  /** The relations right below. */
  default List<Relation> inputs() {
    if (this instanceof Meeting meeting) {
      return List.of(meeting.left, meeting.right);
    } else if (this instanceof Where where) {
      return List.of(where.input);
    } else if (this instanceof Fan fan) {
      return List.of(fan.input);
    } else if (this instanceof Derived derived) {
      return List.of(derived.input);
    } else if (this instanceof Named named) {
      return List.of(named.input);
    } else if (this instanceof Grouped grouped) {
      return List.of(grouped.input);
    }
    return this instanceof Union union ? List.<Relation>copyOf(union.subqueries) : List.of();
  }

  /**
   * An old table.
   *
   * @param name how the statement calls it
   */
  record Table(int number, Catalog.Relation table, String name) implements Relation {
    @Override
    public Set<Integer> numbers() {
      return Set.of(number);
    }
  }

  /** The rows for which a condition holds. */
  record Where(Relation input, Expression condition) implements Relation {
    @Override
    public Set<Integer> numbers() {
      return input.numbers();
    }
  }

  /**
   * Each row once per tuple.
   *
   * @param number of the fan-out in the statement, from 1
   * @param alias under which it stands in FROM
   */
  record Fan(
      Relation input,
      int number,
      String alias,
      PlanNode.Tuples tuples,
      List<PlanNode.TupleColumn> columns,
      @Nullable Expression condition,
      boolean left)
      implements Relation {
    @Override
    public Set<Integer> numbers() {
      Set<Integer> all = new HashSet<>(input.numbers());
      all.add(Reference.relationOf(number));
      return all;
    }

    /** The same of other rows. */
    Fan over(Relation other) {
      return new Fan(other, number, alias, tuples, columns, condition, left);
    }
  }

  /**
   * Two relations that meet.
   *
   * @param on what must hold of a pair
   * @param at where it stands in mapping.sql
   */
  record Meeting(PlanNode.JoinKind kind, Relation left, Relation right, List<Expression> on, int at)
      implements Relation {
    public Meeting {
      on = List.copyOf(on);
    }

    @Override
    public Set<Integer> numbers() {
      Set<Integer> all = new HashSet<>(left.numbers());
      if (kind == PlanNode.JoinKind.INNER || kind == PlanNode.JoinKind.LEFT) {
        all.addAll(right.numbers());
      }
      return all;
    }

    /** The same of another left side. */
    Meeting over(Relation other) {
      return new Meeting(kind, other, right, on, at);
    }

    Meeting and(List<Expression> more) {
      List<Expression> all = new ArrayList<>(on);
      all.addAll(more);
      return new Meeting(kind, left, right, all, at);
    }
  }

  /** A subquery's select list where it may be missing: its columns are NULL then as a whole. */
  record Derived(int number, Relation input, List<Expression> outputs) implements Relation {
    public Derived {
      outputs = List.copyOf(outputs);
    }

    @Override
    public Set<Integer> numbers() {
      return Set.of(number);
    }
  }

  /**
   * A subquery under its alias: the relations in it give its columns.
   *
   * @param names of its columns, as the statement may call them
   */
  record Named(Relation input, String alias, List<String> names, List<Expression> outputs)
      implements Relation {
    public Named {
      names = List.copyOf(names);
      outputs = List.copyOf(outputs);
    }

    @Override
    public Set<Integer> numbers() {
      return input.numbers();
    }
  }

  /**
   * The rows of several branches, one after another: each keeps its own.
   *
   * @param number of the relation whose columns these are
   * @param name of the subquery, as the statement calls it where it stands
   * @param subqueries its branches, whose {@link Named#outputs} are of the same types
   */
  record Union(int number, String name, List<Named> subqueries) implements Relation {
    public Union {
      subqueries = List.copyOf(subqueries);
    }

    @Override
    public Set<Integer> numbers() {
      return Set.of(number);
    }

    /** The same with the rows of one branch alone. */
    Derived only(int branch, Relation of) {
      return new Derived(number, of, subqueries.get(branch).outputs());
    }
  }

  /**
   * One row for each group: its keys from column 0, its aggregates from {@link
   * Grouping#AGGREGATES}.
   */
  record Grouped(int number, Relation input, List<Expression> keys, List<Grouping.Call> calls)
      implements Relation {
    public Grouped {
      keys = List.copyOf(keys);
      calls = List.copyOf(calls);
    }

    @Override
    public Set<Integer> numbers() {
      return Set.of(number);
    }
  }

  /** A column of a relation, or of a fan-out's tuple: fan-outs have relations below zero. */
  record Reference(int relation, int column) {

    /** More than a tuple has columns; below it stand the elements of array casts. */
    private static final int FAN_OUT = 10_000;

    static @Nullable Reference of(Expression expression) {
      if (expression instanceof Expression.Column column) {
        return new Reference(column.relation(), column.index());
      }
      return expression instanceof Expression.FanOutColumn column && column.index() >= FAN_OUT
          ? new Reference(relationOf(column.index() / FAN_OUT), column.index() % FAN_OUT)
          : null;
    }

    /** The relation that a fan-out's columns are of. */
    static int relationOf(int fanOut) {
      return -fanOut;
    }

    /** A column of the statement's fan-out of that number. */
    static Expression.FanOutColumn column(
        int fanOut, int index, PlanNode.TupleColumn column, int at) {
      return new Expression.FanOutColumn(
          fanOut * FAN_OUT + index, column.name(), column.type(), at);
    }
  }
}
