package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.plan.PlanNode;
import dev.crossfade.mapping.plan.VerificationQuery;
import dev.crossfade.mapping.text.FanOutText;
import dev.crossfade.mapping.text.RewrittenText;
import dev.crossfade.mapping.text.SourceText;
import dev.crossfade.mapping.text.StatementText;
import dev.crossfade.schemas.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lengthens a statement's SELECT by what the verifier must know of each row. */
final class VerificationText {

  private final SourceText source;
  private final StatementText statement;
  private final LateTables late;
  private final List<RewrittenText.Edit> parameters;

  VerificationText(
      SourceText source,
      StatementText statement,
      LateTables late,
      List<RewrittenText.Edit> parameters) {
    this.source = source;
    this.statement = statement;
    this.late = late;
    this.parameters = parameters;
  }

  VerificationQuery query(FromReader.From from, Catalog.Relation target, List<Draft.Value> values) {
    List<String> key = from.table().primaryKey().orElseThrow().columns();
    List<VerificationQuery.Output> outputs = outputs(values);
    return new VerificationQuery(
        statement.number(),
        target.id(),
        from.table().id(),
        select(from, key, values, outputs.size()),
        outputs,
        key);
  }

  private String select(
      FromReader.From from, List<String> key, List<Draft.Value> values, int outputs) {
    List<RewrittenText.Edit> edits = typedLiterals(values);
    edits.addAll(parameters);
    edits.addAll(late.naturalKeys());
    edits.addAll(FanOutText.unqualify(statement, from.table().id()));
    String ordinal = "0";
    if (hasFanOut(from.rows())) {
      FanOutText.Numbered numbered = FanOutText.number(statement);
      edits.addAll(numbered.edits());
      ordinal = numbered.ordinal();
    }
    StringBuilder more = new StringBuilder();
    for (String column : key) {
      more.append(", ").append(TableId.quote(from.alias()));
      more.append('.').append(TableId.quote(column));
    }
    more.append(", (").append(ordinal).append(")::bigint ");
    StatementText.Item last = statement.items().get(statement.items().size() - 1);
    edits.add(new RewrittenText.Edit(last.span().to(), last.span().to(), more.toString()));
    String text =
        RewrittenText.of(source, statement.select().from(), statement.select().to(), edits).text();
    return "SELECT * FROM (\n"
        + text
        + "\n) AS q("
        + names("c", outputs)
        + ", "
        + names("o", key.size())
        + ", ordinal)";
  }

  /** A literal is read as the new column's type, not as a text. */
  private static List<RewrittenText.Edit> typedLiterals(List<Draft.Value> values) {
    List<RewrittenText.Edit> edits = new ArrayList<>();
    for (Draft.Value value : values) {
      if (value instanceof Draft.Computed computed && computed.literal().isPresent()) {
        StatementText.Span span = computed.literal().get();
        String close = " AS " + computed.givenType().display() + ")";
        edits.add(new RewrittenText.Edit(span.from(), span.from(), "CAST("));
        edits.add(new RewrittenText.Edit(span.to(), span.to(), close));
      }
    }
    return edits;
  }

  private static String names(String prefix, int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> prefix + i)
        .collect(Collectors.joining(", "));
  }

  private static boolean hasFanOut(PlanNode node) {
    if (node instanceof PlanNode.Filter filter) {
      return hasFanOut(filter.input());
    }
    return node instanceof PlanNode.FanOut;
  }

  private static List<VerificationQuery.Output> outputs(List<Draft.Value> values) {
    List<VerificationQuery.Output> outputs = new ArrayList<>();
    for (Draft.Value value : values) {
      if (value instanceof Draft.Computed computed) {
        outputs.add(
            new VerificationQuery.Output(
                value.column().name(), null, computed.givenType(), value.column().type()));
      } else if (value instanceof Draft.Late lateValue) {
        for (Draft.LateKey key : lateValue.key()) {
          outputs.add(
              new VerificationQuery.Output(
                  value.column().name(),
                  key.column().name(),
                  key.selected().type(),
                  key.column().type()));
        }
      }
    }
    return outputs;
  }
}
