package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.mapping.plan.ExpressionRewrite;
import dev.crossfade.mapping.plan.PlanNode;
import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.KeyForm;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The groups of one query level: what rows are grouped by, and which aggregates are asked for.
 *
 * <p>Keys are its columns from 0, aggregates from {@link #AGGREGATES}.
 */
final class Grouping {

  static final int AGGREGATES = 10_000;

  private final int number;
  private final List<Expression> keys;
  private final List<Expression> plainKeys = new ArrayList<>();
  private final boolean distinct;
  private final AggregateReader aggregates;
  private final Refusals refusals;
  private final int at;
  private final List<Call> calls = new ArrayList<>();
  private final List<Call> plainCalls = new ArrayList<>();
  private final Set<Integer> beside = new HashSet<>();

  /** One aggregate over the rows of the group. */
  record Call(
      String function,
      boolean distinct,
      List<Expression> arguments,
      @Nullable Expression filter,
      List<Ordered> order,
      ColumnType type,
      int at) {

    /** Without places in the text. */
    private Call plain() {
      return new Call(
          function,
          distinct,
          arguments.stream().map(ExpressionPlaces::without).toList(),
          filter == null ? null : ExpressionPlaces.without(filter),
          order.stream()
              .map(o -> new Ordered(ExpressionPlaces.without(o.value), o.descending, o.nullsFirst))
              .toList(),
          type,
          -1);
    }
  }

  /** One expression of an aggregate's ORDER BY. */
  record Ordered(Expression value, boolean descending, boolean nullsFirst) {}

  /**
   * @param distinct whether what is selected are the keys
   */
  Grouping(
      int number,
      List<Expression> keys,
      boolean distinct,
      AggregateReader aggregates,
      Refusals refusals,
      int at) {
    this.number = number;
    this.keys = new ArrayList<>(keys);
    keys.forEach(key -> plainKeys.add(plain(key)));
    this.distinct = distinct;
    this.aggregates = aggregates;
    this.refusals = refusals;
    this.at = at;
  }

  void check() throws RefusalException {
    for (Expression key : keys) {
      check(key);
    }
  }

  private void check(Expression key) throws RefusalException {
    if (key.type().keyForm() != KeyForm.EXACT && !showsOneForm(key.type())) {
      throw refusals.refuse(
          "CF037",
          key.at() >= 0 ? key.at() : at,
          "rows cannot be grouped by a "
              + key.type().display()
              + ": equal values may look different, and which one a group shows would be chance",
          key.type().keyForm() == KeyForm.NUMERIC
              ? "give it one scale: x::numeric(38, 10)"
              : "group by a text or a whole number made of it");
    }
  }

  /** Whether equal values look the same: the type's modifier gives them digits or blanks. */
  private static boolean showsOneForm(ColumnType type) {
    return switch (type.keyForm()) {
      case NUMERIC -> type.modifier() >= 0 && scale(type) >= 0;
      case BLANK_TRIMMED -> type.modifier() >= 0;
      default -> false;
    };
  }

  /** Of {@code numeric(p, s)}; the last 11 bits are a signed number. */
  private static int scale(ColumnType type) {
    return (((type.modifier() - 4) & 0x7ff) ^ 1024) - 1024;
  }

  /** A key as its type shows it: a group's own row has it in the form in which it is compared. */
  static Expression shown(Expression.Column key, Types types) throws SQLException {
    ColumnType type = key.type();
    if (type.keyForm() == KeyForm.EXACT) {
      return key;
    }
    Expression modifier =
        new Expression.Constant(
            String.valueOf(type.modifier()), types.columnType("int4"), key.at());
    boolean numeric = type.keyForm() == KeyForm.NUMERIC;
    return new Expression.Call(
        numeric ? "numeric(numeric,int4)" : "bpchar(bpchar,int4,bool)",
        numeric
            ? List.of(key, modifier)
            : List.of(
                key, modifier, new Expression.Constant("f", types.columnType("bool"), key.at())),
        null,
        type,
        key.at());
  }

  /** Takes in an aggregate; the column that holds it. */
  Expression aggregate(Node node, QueryScope scope, int place)
      throws RefusalException, SQLException {
    Call call = aggregates.read(node, scope, place);
    Call plain = call.plain();
    int index = plainCalls.indexOf(plain);
    if (index < 0) {
      index = calls.size();
      calls.add(call);
      plainCalls.add(plain);
    }
    String name = call.function().substring(0, call.function().indexOf('('));
    return new Expression.Column(number, AGGREGATES + index, name, call.type(), place);
  }

  /** What is selected, over the groups. */
  Expression selected(Expression read) throws RefusalException {
    if (distinct) {
      check(read);
      keys.add(read);
      plainKeys.add(plain(read));
      return key(keys.size() - 1, read);
    }
    return ExpressionRewrite.of(read, this::ofGroup);
  }

  /**
   * A condition on the groups and on another relation, which is joined to them.
   *
   * @param other the columns of that relation
   */
  Expression beside(Expression condition, Set<Integer> other, Relation rows)
      throws RefusalException {
    beside.addAll(other);
    Set<Integer> own = rows.numbers();
    Expression rewritten =
        ExpressionRewrite.of(
            condition,
            part -> {
              Relation.Reference read = Relation.Reference.of(part);
              boolean known =
                  plainKeys.contains(plain(part)) || (read != null && follows(read, rows));
              return known ? ofGroup(part) : null;
            });
    for (Relation.Reference read : References.of(List.of(rewritten)).keySet()) {
      if (own.contains(read.relation())) {
        throw refusals.refuse(
            "CF035",
            at,
            "a subquery beside groups reads a column of their rows that they are not grouped by",
            "group by the column itself; or join the subquery's table in FROM, and group by its"
                + " columns");
      }
    }
    return rewritten;
  }

  /** Whether a column is of a table whose whole primary key is among the keys. */
  private boolean follows(Relation.Reference read, Relation rows) {
    for (Relation.Table table : OriginText.tables(rows)) {
      if (table.number() == read.relation()) {
        return table.table().primaryKey().orElseThrow().columns().stream()
            .allMatch(
                name ->
                    plainKeys.stream()
                        .anyMatch(
                            key ->
                                key instanceof Expression.Column column
                                    && column.relation() == table.number()
                                    && column.name().equals(name)));
      }
    }
    return false;
  }

  /** A part that is a key, or follows from the keys, is a column of the group. */
  private @Nullable Expression ofGroup(Expression part) {
    int key = plainKeys.indexOf(plain(part));
    if (key >= 0) {
      return key(key, part);
    }
    if (part instanceof Expression.Column column && column.relation() == number) {
      return part;
    }
    Relation.Reference read = Relation.Reference.of(part);
    if (read != null && beside.contains(read.relation())) {
      return part;
    }
    if (read != null) { // PostgreSQL knows that it follows from the keys
      keys.add(part);
      plainKeys.add(plain(part));
      return key(keys.size() - 1, part);
    }
    return null;
  }

  private Expression key(int index, Expression of) {
    String name = of instanceof Expression.Column column ? column.name() : "key" + (index + 1);
    return new Expression.Column(number, index, name, of.type(), of.at());
  }

  /** The column of a key. */
  Expression key(int index) {
    return key(index, keys.get(index));
  }

  /** Without places in the text: the same column stands in several. */
  private static Expression plain(Expression expression) {
    return ExpressionPlaces.without(expression);
  }

  Relation.Grouped relation(Relation input) throws RefusalException {
    check();
    return new Relation.Grouped(number, input, keys, calls);
  }

  /** Whether what is selected are the keys. */
  boolean isDistinct() {
    return distinct;
  }

  static PlanNode.Order order(Ordered ordered, int column) {
    return new PlanNode.Order(column, ordered.descending(), ordered.nullsFirst());
  }
}
