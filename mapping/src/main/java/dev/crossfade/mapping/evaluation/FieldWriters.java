package dev.crossfade.mapping.evaluation;

import dev.crossfade.mapping.evaluation.value.ValueType;
import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.RowView;
import java.util.List;

/** Chooses how a field is written: bytes copied where they are the same, else evaluated. */
final class FieldWriters {

  private FieldWriters() {}

  static FieldWriter of(OutputColumn output) {
    if (output instanceof OutputColumn.Late late) {
      return late(late.key());
    }
    return value(((OutputColumn.Value) output).expression());
  }

  private static FieldWriter value(Expression expression) {
    Expression argument = expression;
    while (argument instanceof Expression.Assign || argument instanceof Expression.Relabel) {
      argument =
          argument instanceof Expression.Assign assign
              ? assign.argument()
              : ((Expression.Relabel) argument).argument();
    }
    if (argument instanceof Expression.Column column) {
      int limit = copyLimit(column.type(), expression.type());
      if (limit == Integer.MAX_VALUE) {
        return copy(column);
      }
      if (limit >= 0) {
        return copyUpTo(column, limit, evaluate(expression));
      }
    }
    return evaluate(expression);
  }

  private static FieldWriter evaluate(Expression expression) {
    Node node = new ExpressionCompiler().compile(expression);
    ValueType type = ExpressionCompiler.typeOf(expression);
    return (frame, out) -> {
      Object value = node.value(frame);
      if (value == null) {
        out.putNull();
      } else {
        type.write(value, out);
      }
    };
  }

  /**
   * Up to how many bytes a value of the one type is stored as it is in the other: any number if the
   * types hold the same bytes, -1 if it must be looked into.
   */
  private static int copyLimit(ColumnType from, ColumnType to) {
    if (from.display().equals(to.display())
        && from.wire() == to.wire()
        && from.enumLabels().equals(to.enumLabels())) {
      return Integer.MAX_VALUE;
    }
    if (isVarying(from.base()) && isVarying(to.base())) {
      boolean wider =
          to.modifier() < 0
              || (from.base().equals("varchar")
                  && from.modifier() >= 0
                  && from.modifier() <= to.modifier());
      return wider ? Integer.MAX_VALUE : to.modifier() - 4;
    }
    boolean integers = size(from.base()) > 0 && size(from.base()) <= size(to.base());
    return integers ? Integer.MAX_VALUE : -1;
  }

  private static boolean isVarying(String base) {
    return base.equals("text") || base.equals("varchar");
  }

  /** Bytes of an integer type; 0 for any other. */
  private static int size(String base) {
    return switch (base) {
      case "int2" -> 2;
      case "int4" -> 4;
      case "int8" -> 8;
      default -> 0;
    };
  }

  private static FieldWriter copy(Expression.Column column) {
    int relation = column.relation();
    int index = column.index();
    return (frame, out) -> {
      RowView row = frame.relation(relation);
      if (row == null) {
        out.putNull();
      } else {
        row.copyTo(index, out);
      }
    };
  }

  /** A text of at most {@code limit} bytes has at most as many characters. */
  private static FieldWriter copyUpTo(Expression.Column column, int limit, FieldWriter longer) {
    int relation = column.relation();
    int index = column.index();
    return (frame, out) -> {
      RowView row = frame.relation(relation);
      if (row == null) {
        out.putNull();
      } else if (row.isNull(index) || row.contentLength(index) <= limit) {
        row.copyTo(index, out);
      } else {
        longer.write(frame, out);
      }
    };
  }

  private static FieldWriter late(List<Expression> key) {
    FieldWriter[] parts = key.stream().map(FieldWriters::value).toArray(FieldWriter[]::new);
    return (frame, out) -> {
      int before = out.length();
      out.putRecordStart();
      for (FieldWriter part : parts) {
        int start = out.length();
        part.write(frame, out);
        if (out.buffer()[start] == 0) {
          out.truncate(before);
          out.putNull();
          return;
        }
      }
    };
  }
}
