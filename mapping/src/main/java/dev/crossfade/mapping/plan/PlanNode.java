package dev.crossfade.mapping.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.TableId;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the rows of a statement come from. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "node")
@JsonSubTypes({
  @JsonSubTypes.Type(value = PlanNode.Scan.class, name = "scan"),
  @JsonSubTypes.Type(value = PlanNode.Filter.class, name = "filter"),
  @JsonSubTypes.Type(value = PlanNode.FanOut.class, name = "fanOut"),
  @JsonSubTypes.Type(value = PlanNode.Project.class, name = "map"),
  @JsonSubTypes.Type(value = PlanNode.Join.class, name = "join"),
  @JsonSubTypes.Type(value = PlanNode.Aggregate.class, name = "aggregate")
})
public sealed interface PlanNode {

  /** The old table that the rows begin with: the first in FROM. */
  TableId table();

  /** The nodes right below. */
  List<PlanNode> inputs();

  /** Every old table that is read, in the order of FROM; twice if it is read twice. */
  default Stream<TableId> tables() {
    return this instanceof Scan scan
        ? Stream.of(scan.table())
        : inputs().stream().flatMap(PlanNode::tables);
  }

  /** In how many places below rows meet. */
  default int steps() {
    int here = this instanceof Join || this instanceof Aggregate ? 1 : 0;
    return here + inputs().stream().mapToInt(PlanNode::steps).sum();
  }

  /** Every row of an old table; its columns are those of its row record. */
  record Scan(TableId table) implements PlanNode {
    @Override
    public List<PlanNode> inputs() {
      return List.of();
    }
  }

  /** The rows for which {@code condition} is true, not false and not null. */
  record Filter(PlanNode input, Expression condition) implements PlanNode {
    @Override
    public TableId table() {
      return input.table();
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of(input);
    }
  }

  /**
   * Each row once per tuple.
   *
   * <p>The columns of its tuples follow, in {@link Expression.FanOutColumn}, those of the fan-outs
   * below it.
   *
   * @param condition which tuples count; null if all do
   * @param left a row without a tuple that counts comes once, with NULLs for the tuple
   */
  record FanOut(
      PlanNode input,
      Tuples tuples,
      List<TupleColumn> columns,
      @Nullable Expression condition,
      boolean left)
      implements PlanNode {
    public FanOut {
      columns = List.copyOf(columns);
    }

    @Override
    public TableId table() {
      return input.table();
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of(input);
    }
  }

  /**
   * What is kept of each row where it meets others. Its row has these columns and no others; a
   * fan-out's tuple ends here.
   */
  record Project(PlanNode input, List<Kept> columns) implements PlanNode {
    public Project {
      columns = List.copyOf(columns);
    }

    @Override
    public TableId table() {
      return input.table();
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of(input);
    }
  }

  /** One column that is kept. */
  record Kept(String name, Expression value) {}

  /** Which rows a join gives. */
  enum JoinKind {
    INNER,
    LEFT,
    /** The left row if a right one matches: EXISTS and IN. */
    SEMI,
    /** The left row if no right one matches: NOT EXISTS. */
    ANTI
  }

  /**
   * Two sides that meet where their keys are equal. Its rows have the columns of the left side,
   * then those of the right; of a semi- or anti-join those of the left alone.
   *
   * @param keys each over the inputs of {@code left} and {@code right}, both of one type
   * @param residual what else must hold, over the joined row; null if nothing
   * @param leftUnique whether a key has at most one row on the left
   * @param rightUnique whether a key has at most one row on the right
   */
  record Join(
      JoinKind kind,
      Project left,
      Project right,
      List<JoinKey> keys,
      @Nullable Expression residual,
      boolean leftUnique,
      boolean rightUnique)
      implements PlanNode {
    public Join {
      keys = List.copyOf(keys);
    }

    @Override
    public TableId table() {
      return left.table();
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of(left, right);
    }

    /** Which side's rows tell the joined rows apart. */
    public Driver driver() {
      if (rightUnique || kind == JoinKind.SEMI || kind == JoinKind.ANTI) {
        return Driver.LEFT;
      }
      return kind == JoinKind.INNER ? Driver.RIGHT : Driver.BOTH;
    }
  }

  /** The sides whose rows tell the rows of a join apart. */
  enum Driver {
    LEFT,
    RIGHT,
    /** A left join to several rows: a pair, or a left row alone. */
    BOTH
  }

  /** What must be equal on both sides. */
  record JoinKey(Expression left, Expression right) {}

  /**
   * One row for each group. Its row has the keys, then the aggregates.
   *
   * @param keys over the input of {@code input}; empty never
   * @param others whose rows the groups take too: the branches of a UNION ALL, each with the same
   *     columns and keys
   */
  record Aggregate(
      Project input, List<Expression> keys, List<AggregateCall> aggregates, List<Branch> others)
      implements PlanNode {
    public Aggregate {
      keys = List.copyOf(keys);
      aggregates = List.copyOf(aggregates);
      others = others == null ? List.of() : List.copyOf(others); // a plan from before they were
    }

    /** Groups of the rows of one input. */
    public Aggregate(Project input, List<Expression> keys, List<AggregateCall> aggregates) {
      this(input, keys, aggregates, List.of());
    }

    /** All inputs with their keys. */
    public List<Branch> branches() {
      return Stream.concat(Stream.of(new Branch(input, keys)), others.stream()).toList();
    }

    @Override
    public TableId table() {
      return input.table();
    }

    @Override
    public List<PlanNode> inputs() {
      return branches().stream().<PlanNode>map(Branch::input).toList();
    }
  }

  /** One input of groups, and what its rows are grouped by, over the input of {@code input}. */
  record Branch(Project input, List<Expression> keys) {
    public Branch {
      keys = List.copyOf(keys);
    }
  }

  /**
   * One aggregate.
   *
   * @param function its signature in {@code pg_catalog}: {@code sum(int4)}, {@code count()}
   * @param arguments columns of the input
   * @param filter a boolean column of the input: only rows in which it is true count; -1 if all do
   */
  record AggregateCall(
      String function,
      boolean distinct,
      List<Integer> arguments,
      int filter,
      List<Order> order,
      ColumnType type,
      int at) {
    public AggregateCall {
      arguments = List.copyOf(arguments);
      order = List.copyOf(order);
    }
  }

  /** One column of an aggregate's ORDER BY. */
  record Order(int column, boolean descending, boolean nullsFirst) {}

  /** One column of a tuple. */
  record TupleColumn(String name, ColumnType type) {}

  /** What a row fans out over. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "tuples")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Values.class, name = "values"),
    @JsonSubTypes.Type(value = Elements.class, name = "elements"),
    @JsonSubTypes.Type(value = Series.class, name = "series")
  })
  sealed interface Tuples {

    /** What it is made of, over the rows and the tuples of the fan-outs before. */
    List<Expression> expressions();

    /** The same of other expressions, as many and in the same order. */
    Tuples of(List<Expression> others);
  }

  /** {@code VALUES (…), (…)}: as many tuples as there are lists, in that order. */
  record Values(List<List<Expression>> rows) implements Tuples {
    public Values {
      rows = rows.stream().map(List::copyOf).toList();
    }

    @Override
    public List<Expression> expressions() {
      return rows.stream().flatMap(List::stream).toList();
    }

    @Override
    public Tuples of(List<Expression> others) {
      int width = rows.get(0).size();
      return new Values(
          IntStream.range(0, rows.size())
              .mapToObj(i -> others.subList(i * width, (i + 1) * width))
              .toList());
    }
  }

  /**
   * {@code generate_series} of whole numbers, up or down; none if one of them is NULL.
   *
   * @param ordinality a second column counts them from 1 (int8)
   */
  record Series(Expression first, Expression last, Expression step, boolean ordinality)
      implements Tuples {
    @Override
    public List<Expression> expressions() {
      return List.of(first, last, step);
    }

    @Override
    public Tuples of(List<Expression> others) {
      return new Series(others.get(0), others.get(1), others.get(2), ordinality);
    }
  }

  /**
   * {@code unnest}: the elements of an array of any dimensions, in order; none of NULL. {@code
   * jsonb_array_elements}: those of a JSON array.
   *
   * @param ordinality a second column counts them from 1 (int8)
   * @param asText whether the elements of a JSON array become texts
   */
  record Elements(Expression array, boolean ordinality, boolean asText) implements Tuples {
    @Override
    public List<Expression> expressions() {
      return List.of(array);
    }

    @Override
    public Tuples of(List<Expression> others) {
      return new Elements(others.get(0), ordinality, asText);
    }
  }
}
