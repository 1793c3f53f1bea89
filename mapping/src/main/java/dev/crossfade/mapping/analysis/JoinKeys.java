package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.mapping.plan.PlanNode.JoinKind;
import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.KeyForm;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what two relations meet by, and on which side a key stands once only. */
final class JoinKeys {

  private static final Set<String> EQUALITIES =
      Set.of(
          "texteq",
          "bpchareq",
          "numeric_eq",
          "uuid_eq",
          "date_eq",
          "time_eq",
          "timestamp_eq",
          "timestamptz_eq",
          "booleq",
          "byteaeq",
          "enum_eq",
          "interval_eq",
          "int2eq",
          "int4eq",
          "int8eq",
          "int24eq",
          "int28eq",
          "int42eq",
          "int48eq",
          "int82eq",
          "int84eq",
          "float4eq",
          "float8eq",
          "macaddr_eq",
          "network_eq");

  private static final List<String> INTEGERS = List.of("int2", "int4", "int8");

  private final Refusals refusals;
  private final Types types;
  private final OldSide old;

  JoinKeys(Refusals refusals, OldSide old, Types types) {
    this.refusals = refusals;
    this.old = old;
    this.types = types;
  }

  /**
   * A join's conditions.
   *
   * @param left the keys over the left side, each of the same type as its twin
   * @param residual what is no such equality
   */
  record Split(
      List<Expression> left,
      List<Expression> right,
      List<Expression> residual,
      boolean leftUnique,
      boolean rightUnique) {}

  Split split(Relation.Meeting meeting) throws RefusalException, SQLException {
    List<Expression> left = new ArrayList<>();
    List<Expression> right = new ArrayList<>();
    List<Expression> residual = new ArrayList<>();
    Set<Integer> ofLeft = meeting.left().numbers();
    Set<Integer> ofRight = meeting.right().numbers();
    for (Expression condition : meeting.on()) {
      Expression @Nullable [] sides = sides(condition, ofLeft, ofRight);
      if (sides == null) {
        residual.add(condition);
      } else {
        left.add(sides[0]);
        right.add(sides[1]);
      }
    }
    if (left.isEmpty()) {
      throw refusals.refuse(
          "CF032",
          meeting.at(),
          "these tables meet by no equality of their columns",
          "join them ON a.x = b.y, where y is a primary or unique key of b");
    }
    boolean leftUnique = isUnique(meeting.left(), left);
    boolean rightUnique = isUnique(meeting.right(), right);
    boolean exists = meeting.kind() == JoinKind.SEMI || meeting.kind() == JoinKind.ANTI;
    if (!exists && !leftUnique && !rightUnique) {
      throw refusals.refuse(
          "CF033",
          meeting.at(),
          "neither side of this join is joined by the whole of a primary or unique key",
          "add the rest of the key to ON; or group one side by these columns first: JOIN (SELECT …"
              + " GROUP BY …)");
    }
    return new Split(left, right, residual, leftUnique, rightUnique);
  }

  /** The two sides of an equality between the relations; null if it is none. */
  private Expression @Nullable [] sides(
      Expression condition, Set<Integer> ofLeft, Set<Integer> ofRight)
      throws RefusalException, SQLException {
    if (!(condition instanceof Expression.Call call)
        || !EQUALITIES.contains(call.function().substring(0, call.function().indexOf('(')))) {
      return null;
    }
    Expression one = call.arguments().get(0);
    Expression other = call.arguments().get(1);
    boolean straight = reads(one, ofLeft) && reads(other, ofRight);
    boolean crossed = reads(one, ofRight) && reads(other, ofLeft);
    if (!straight && !crossed) {
      return null;
    }
    if (!one.type().keyForm().canBeKey() || !other.type().keyForm().canBeKey()) {
      throw refusals.refuse(
          "CF034",
          condition.at(),
          "equal values of type "
              + one.type().display()
              + " may differ in form: rows cannot meet by"
              + " them",
          null);
    }
    Expression first = widened(one, other.type());
    Expression second = widened(other, one.type());
    return straight ? new Expression[] {first, second} : new Expression[] {second, first};
  }

  /** The side of an equality that reads these relations alone; null if it is none. */
  @Nullable Expression sideOf(Expression condition, Set<Integer> numbers) {
    if (!(condition instanceof Expression.Call call)
        || !EQUALITIES.contains(call.function().substring(0, call.function().indexOf('(')))) {
      return null;
    }
    return call.arguments().stream().filter(side -> reads(side, numbers)).findFirst().orElse(null);
  }

  private static boolean reads(Expression expression, Set<Integer> numbers) {
    Set<Integer> read = References.relations(expression);
    return !read.isEmpty() && numbers.containsAll(read);
  }

  /** Integers of several sizes are compared as the largest. */
  private Expression widened(Expression value, ColumnType other) throws SQLException {
    int own = INTEGERS.indexOf(value.type().base());
    int wanted = INTEGERS.indexOf(other.base());
    if (own < 0 || wanted <= own) {
      return value;
    }
    String base = INTEGERS.get(wanted);
    return new Expression.Call(
        base + "(" + INTEGERS.get(own) + ")",
        List.of(value),
        null,
        types.columnType(base),
        value.at());
  }

  /**
   * Refuses an order in which two rows could stand either way.
   *
   * @throws RefusalException if these values do not tell the rows of the relation apart
   */
  void mustTellApart(Relation relation, List<Expression> values, int at)
      throws RefusalException, SQLException {
    if (!isUnique(relation, values)) {
      throw refusals.refuse(
          "CF039",
          at,
          "two rows may be equal in this ORDER BY: which comes first would be chance",
          "add the columns of a primary or unique key to the end of the ORDER BY inside");
    }
  }

  /** Whether these values stand in one row of the relation at most. */
  boolean isUnique(Relation relation, List<Expression> values) throws SQLException {
    Set<Relation.Reference> columns = new HashSet<>();
    for (Expression value : values) {
      Relation.Reference reference = Relation.Reference.of(bare(value));
      if (reference != null) {
        columns.add(reference);
      }
    }
    return isUnique(relation, columns);
  }

  private boolean isUnique(Relation relation, Set<Relation.Reference> columns) throws SQLException {
    if (relation instanceof Relation.Table table) {
      Set<String> names = new HashSet<>();
      for (Catalog.Column column : table.table().columns()) {
        if (columns.contains(
            new Relation.Reference(table.number(), old.indexOf(table.table(), column)))) {
          names.add(column.name());
        }
      }
      return table.table().keys().stream()
          .anyMatch(key -> key.whole() && names.containsAll(key.columns()));
    } else if (relation instanceof Relation.Where where) {
      return isUnique(where.input(), columns);
    } else if (relation instanceof Relation.Derived derived) {
      Set<Relation.Reference> below = new HashSet<>();
      for (int i = 0; i < derived.outputs().size(); i++) {
        Relation.Reference reference = Relation.Reference.of(bare(derived.outputs().get(i)));
        if (columns.contains(new Relation.Reference(derived.number(), i)) && reference != null) {
          below.add(reference);
        }
      }
      return isUnique(derived.input(), below);
    } else if (relation instanceof Relation.Named named) {
      return isUnique(named.input(), columns);
    } else if (relation instanceof Relation.Grouped grouped) {
      for (int i = 0; i < grouped.keys().size(); i++) {
        if (!columns.contains(new Relation.Reference(grouped.number(), i))) {
          return false;
        }
      }
      return true;
    } else if (relation instanceof Relation.Meeting meeting) {
      return isUniqueMeeting(meeting, columns);
    }
    return relation instanceof Relation.Union union && isUniqueUnion(union, columns);
  }

  /** Each branch alone, and a constant among the columns tells it from the others. */
  private boolean isUniqueUnion(Relation.Union union, Set<Relation.Reference> columns)
      throws SQLException {
    for (int branch = 0; branch < union.subqueries().size(); branch++) {
      Relation.Named own = union.subqueries().get(branch);
      if (!isUnique(union.only(branch, own), columns)) {
        return false;
      }
      for (Relation.Named other : union.subqueries().subList(0, branch)) {
        boolean apart = false;
        for (int i = 0; i < own.outputs().size(); i++) {
          apart |=
              columns.contains(new Relation.Reference(union.number(), i))
                  && differ(own.outputs().get(i), other.outputs().get(i));
        }
        if (!apart) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean differ(Expression one, Expression other) {
    return bare(one) instanceof Expression.Constant a
        && bare(other) instanceof Expression.Constant b
        && a.type().keyForm() == KeyForm.EXACT
        && a.text() != null
        && b.text() != null
        && !a.text().equals(b.text());
  }

  /** A row that meets one other at most stays one row. */
  private boolean isUniqueMeeting(Relation.Meeting meeting, Set<Relation.Reference> columns)
      throws SQLException {
    try {
      Split split = split(meeting);
      boolean leftStays =
          split.rightUnique() || meeting.kind() == JoinKind.SEMI || meeting.kind() == JoinKind.ANTI;
      boolean rightStays = split.leftUnique() && meeting.kind() == JoinKind.INNER;
      return (leftStays && isUnique(meeting.left(), columns))
          || (rightStays && isUnique(meeting.right(), columns));
    } catch (RefusalException refusedThere) {
      return false; // and it is refused there
    }
  }

  /** Sees through what keeps different values different and equal ones equal. */
  static Expression bare(Expression value) {
    if (value instanceof Expression.Relabel relabel
        && relabel.argument().type().keyForm() == relabel.type().keyForm()) {
      return bare(relabel.argument());
    }
    if (value instanceof Expression.Call call && call.function().matches("int[48]\\(int[24]\\)")) {
      return bare(call.arguments().get(0));
    }
    return value;
  }
}
