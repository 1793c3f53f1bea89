package dev.crossfade.mapping.compilation;

import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.mapping.plan.ExpressionColumns;
import dev.crossfade.mapping.plan.MappedStatement;
import dev.crossfade.mapping.plan.Sink;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A compiled mapping in words. */
public final class Explanation {

  private final CompiledMapping mapping;

  public Explanation(CompiledMapping mapping) {
    this.mapping = mapping;
  }

  /** One row of the mapping as a table. */
  public record ColumnMapping(String from, String to, String how) {}

  /** Lines of plain text: each statement, an empty line between them. */
  public List<String> statements() {
    List<String> lines = new ArrayList<>();
    for (MappedStatement statement : mapping.statements()) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      explain(statement, lines);
    }
    return lines;
  }

  /** Every new column that is written, and what it is made of. */
  public List<ColumnMapping> columns() {
    List<ColumnMapping> columns = new ArrayList<>();
    for (MappedStatement statement : mapping.statements()) {
      for (Sink.Column column : statement.sink().columns()) {
        columns.add(mapping(statement, column));
      }
    }
    return columns;
  }

  private void explain(MappedStatement statement, List<String> lines) {
    NewTable table = newTable(statement.newTable());
    OldTable old = oldTable(statement.oldTable());
    String from =
        statement.oldTables().stream().map(TableId::toString).collect(Collectors.joining(", "));
    lines.add(statement.number() + ". " + from + " → " + statement.newTable());
    line(lines, "path", (statement.direct() ? "direct: " : "arranged: ") + statement.why());
    line(lines, "key", String.join(", ", table.key()));
    line(lines, "conflict", conflict(statement, table));
    line(
        lines,
        "reads",
        old.identity() == OldTable.Identity.FULL
            ? "the whole row before each change (REPLICA IDENTITY FULL)"
            : "the primary key before each change");
    MeetingText.lines(statement.rows()).forEach(text -> line(lines, text.what(), text.text()));
    for (Sink.Column column : statement.sink().columns()) {
      if (column.value() instanceof Sink.Late) {
        line(lines, "late", late(column, table));
      } else if (column.value() instanceof Sink.Computed computed) {
        String cast = cast(computed.expression());
        if (!cast.isEmpty()) {
          line(lines, "stores", column.name() + ": " + cast);
        }
      }
    }
    String given = table.givenId();
    if (given != null) {
      line(lines, "ids", given + " is given out once for each key");
    }
  }

  private static String conflict(MappedStatement statement, NewTable table) {
    if (statement.direct()) {
      return "none: a key has one possible old row";
    }
    return table.conflict() == NewTable.Conflict.LAST_WINS
        ? "the last in the order (statement, old key, tuple) wins"
        : "the first in the order (statement, old key, tuple) stands, others are dead letters";
  }

  private static String late(Sink.Column column, NewTable table) {
    NewTable.LateReference late =
        java.util.Objects.requireNonNull(table.columns().get(table.indexOf(column.name())).late());
    String values =
        ((Sink.Late) column.value())
            .key().stream().map(ExpressionText::of).collect(Collectors.joining(", "));
    String key =
        late.key().stream().map(NewTable.KeyColumn::name).collect(Collectors.joining(", "));
    return column.name()
        + ": "
        + late.id()
        + " of "
        + late.table()
        + " where ("
        + key
        + ") = ("
        + values
        + ")";
  }

  /** What storing makes of a value's type; empty if nothing. */
  private static String cast(Expression stored) {
    Expression value = stored;
    while (value instanceof Expression.Assign || value instanceof Expression.Relabel) {
      value = ExpressionColumns.children(value).get(0);
    }
    if (value instanceof Expression.Call call
        && call.function().startsWith(call.type().base() + "(")) {
      value = call.arguments().get(0);
    }
    String from = value.type().display();
    String to = stored.type().display();
    return from.equals(to) ? "" : from + " as " + to;
  }

  private ColumnMapping mapping(MappedStatement statement, Sink.Column column) {
    String to = statement.newTable().name() + "." + column.name();
    List<Expression> values =
        column.value() instanceof Sink.Computed computed
            ? List.of(computed.expression())
            : ((Sink.Late) column.value()).key();
    String from =
        values.stream()
            .flatMap(ExpressionColumns::nodes)
            .filter(Expression.Column.class::isInstance)
            .map(e -> source(statement, (Expression.Column) e))
            .distinct()
            .collect(Collectors.joining(", "));
    return new ColumnMapping(from, to, how(column));
  }

  private static String source(MappedStatement statement, Expression.Column column) {
    return statement.steps() > 0
        ? column.name()
        : statement.oldTable().name() + "." + column.name();
  }

  private static String how(Sink.Column column) {
    if (column.value() instanceof Sink.Late) {
      return "late reference";
    }
    Expression value = ((Sink.Computed) column.value()).expression();
    if (value instanceof Expression.Column) {
      return "unchanged";
    }
    String text = ExpressionText.of(value);
    return value instanceof Expression.Assign ? text + " as " + value.type().display() : text;
  }

  private NewTable newTable(TableId id) {
    return mapping.newTables().stream().filter(t -> t.id().equals(id)).findFirst().orElseThrow();
  }

  private OldTable oldTable(TableId id) {
    return mapping.oldTables().stream().filter(t -> t.id().equals(id)).findFirst().orElseThrow();
  }

  private static void line(List<String> lines, String what, String text) {
    lines.add(String.format("   %-9s %s", what, text));
  }
}
