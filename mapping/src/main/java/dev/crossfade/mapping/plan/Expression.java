package dev.crossfade.mapping.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.crossfade.schemas.ColumnType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One node of an expression as PostgreSQL analysed it: overloads, casts and collations are
 * resolved.
 *
 * <p>{@code at} is the place in mapping.sql, a character offset from 0, or -1. Operators are calls
 * of their function.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "node")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Expression.Column.class, name = "column"),
  @JsonSubTypes.Type(value = Expression.FanOutColumn.class, name = "fanOutColumn"),
  @JsonSubTypes.Type(value = Expression.Constant.class, name = "constant"),
  @JsonSubTypes.Type(value = Expression.Call.class, name = "call"),
  @JsonSubTypes.Type(value = Expression.Logic.class, name = "logic"),
  @JsonSubTypes.Type(value = Expression.NullTest.class, name = "nullTest"),
  @JsonSubTypes.Type(value = Expression.BooleanTest.class, name = "booleanTest"),
  @JsonSubTypes.Type(value = Expression.Case.class, name = "case"),
  @JsonSubTypes.Type(value = Expression.Coalesce.class, name = "coalesce"),
  @JsonSubTypes.Type(value = Expression.MinMax.class, name = "minMax"),
  @JsonSubTypes.Type(value = Expression.Distinct.class, name = "distinct"),
  @JsonSubTypes.Type(value = Expression.NullIf.class, name = "nullIf"),
  @JsonSubTypes.Type(value = Expression.ViaText.class, name = "viaText"),
  @JsonSubTypes.Type(value = Expression.Relabel.class, name = "relabel"),
  @JsonSubTypes.Type(value = Expression.ArrayCast.class, name = "arrayCast"),
  @JsonSubTypes.Type(value = Expression.ArrayOf.class, name = "arrayOf"),
  @JsonSubTypes.Type(value = Expression.Subscript.class, name = "subscript"),
  @JsonSubTypes.Type(value = Expression.AnyAll.class, name = "anyAll"),
  @JsonSubTypes.Type(value = Expression.Assign.class, name = "assign")
})
public sealed interface Expression {

  /** The type of its value. */
  ColumnType type();

  int at();

  /**
   * A column of the old row; {@code index} is its place in the row record of {@code relation} (0
   * for a single table).
   */
  record Column(int relation, int index, String name, ColumnType type, int at)
      implements Expression {}

  /** A column of the tuple that a fan-out made. */
  record FanOutColumn(int index, String name, ColumnType type, int at) implements Expression {}

  /** A constant as its type's output function prints it; {@code text} null is SQL NULL. */
  record Constant(@Nullable String text, ColumnType type, int at) implements Expression {}

  /**
   * A function, or an operator's function.
   *
   * @param function its signature in {@code pg_catalog}, argument types by their {@code pg_type}
   *     names: {@code lower(text)}, {@code int4pl(int4,int4)}; of another schema qualified: {@code
   *     public.uuid_generate_v5(uuid,text)}
   * @param collation name of the input collation ({@code C}, {@code default}, …), null if none
   */
  record Call(
      String function,
      List<Expression> arguments,
      @Nullable String collation,
      ColumnType type,
      int at)
      implements Expression {}

  /** AND, OR of two or more; NOT of one. */
  record Logic(LogicOp op, List<Expression> arguments, ColumnType type, int at)
      implements Expression {}

  enum LogicOp {
    AND,
    OR,
    NOT
  }

  record NullTest(Expression argument, boolean isNull, ColumnType type, int at)
      implements Expression {}

  record BooleanTest(Expression argument, BooleanTestKind kind, ColumnType type, int at)
      implements Expression {}

  enum BooleanTestKind {
    IS_TRUE,
    IS_NOT_TRUE,
    IS_FALSE,
    IS_NOT_FALSE,
    IS_UNKNOWN,
    IS_NOT_UNKNOWN
  }

  /**
   * CASE; the simple form arrives as comparisons of its operand, evaluated once, with each value.
   */
  record Case(List<When> whens, Expression otherwise, ColumnType type, int at)
      implements Expression {}

  record When(Expression condition, Expression result) {}

  record Coalesce(List<Expression> arguments, ColumnType type, int at) implements Expression {}

  record MinMax(
      boolean greatest,
      List<Expression> arguments,
      @Nullable String collation,
      ColumnType type,
      int at)
      implements Expression {}

  /**
   * {@code left IS DISTINCT FROM right}; {@code equal} is the signature of the equality function.
   */
  record Distinct(
      String equal,
      Expression left,
      Expression right,
      @Nullable String collation,
      ColumnType type,
      int at)
      implements Expression {}

  record NullIf(
      String equal,
      Expression left,
      Expression right,
      @Nullable String collation,
      ColumnType type,
      int at)
      implements Expression {}

  /** A cast through the output function of the one type and the input function of the other. */
  record ViaText(Expression argument, ColumnType type, int at) implements Expression {}

  /** A cast that changes no byte: varchar to text. */
  record Relabel(Expression argument, ColumnType type, int at) implements Expression {}

  /** A cast of every element; {@code element} reads the element as {@code FanOutColumn} 0. */
  record ArrayCast(Expression argument, Expression element, ColumnType type, int at)
      implements Expression {}

  record ArrayOf(List<Expression> elements, boolean multidimensional, ColumnType type, int at)
      implements Expression {}

  /** {@code array[i][j]}; slices have lower bounds too, null elements are omitted bounds. */
  record Subscript(
      Expression array,
      List<@Nullable Expression> upper,
      List<@Nullable Expression> lower,
      ColumnType type,
      int at)
      implements Expression {}

  /** {@code scalar op ANY (array)} or ALL. */
  record AnyAll(
      String function,
      boolean any,
      Expression scalar,
      Expression array,
      @Nullable String collation,
      ColumnType type,
      int at)
      implements Expression {}

  /**
   * What PostgreSQL does when a value is stored: the length coercion of varchar(n), char(n),
   * numeric(p,s), timestamp(p) … as an assignment (22001, 22003), the labels of an enum (22P02),
   * the input function of a user-defined type.
   *
   * @param column the new column, for the dead letter
   */
  record Assign(Expression argument, String column, ColumnType type, int at)
      implements Expression {}
}
