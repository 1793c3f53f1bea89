package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.mapping.plan.VerificationQuery;
import dev.crossfade.mapping.text.FanOutText;
import dev.crossfade.mapping.text.GroupText;
import dev.crossfade.mapping.text.RewrittenText;
import dev.crossfade.mapping.text.SourceText;
import dev.crossfade.mapping.text.StatementText;
import dev.crossfade.mapping.text.WhereText;
import dev.crossfade.schemas.TableId;
import dev.crossfade.schemas.TypeTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lengthens a statement's SELECT by what the verifier must know of each row. */
final class VerificationText {

  private final SourceText source;
  private final StatementText statement;
  private final LateTables late;
  private final List<RewrittenText.Edit> parameters;
  private final List<RewrittenText.Edit> branch;

  /**
   * The text of one way through a statement.
   *
   * @param branch what leaves the rows of its branches only
   */
  VerificationText(
      SourceText source,
      StatementText statement,
      LateTables late,
      List<RewrittenText.Edit> parameters,
      List<RewrittenText.Edit> branch) {
    this.source = source;
    this.statement = statement;
    this.late = late;
    this.parameters = parameters;
    this.branch = branch;
  }

  /** Makes what names origins in SQL. */
  interface Origins {
    OriginText with(OriginText.Texts texts);
  }

  VerificationQuery query(
      Relation from, Catalog.Relation target, List<Draft.Value> values, Origins origins)
      throws RefusalException, SQLException {
    List<VerificationQuery.Output> outputs = outputs(values);
    List<TableId> tables =
        OriginText.tables(from).stream().map(t -> t.table().id()).distinct().toList();
    FanOutText.Numbered numbered =
        isGrouped(from)
            ? new FanOutText.Numbered(List.of(), Map.of())
            : FanOutText.number(statement);
    OriginText text = origins.with(new OriginText.Texts(numbered.ordinals(), keys()));
    List<VerificationQuery.Origin> origin = text.of(from);
    boolean overGroups = isOverGroups(from);
    String ordinal = OriginText.fansOut(from) ? text.ordinal(from) + " + 1" : "0";
    return new VerificationQuery(
        statement.number(),
        statement.branch(),
        target.id(),
        tables,
        select(from, tables, numbered.edits(), ordinal, origin, values),
        outputs,
        overGroups ? outside(origin) : origin);
  }

  private static boolean isGrouped(Relation from) {
    return from instanceof Relation.Grouped
        || (from instanceof Relation.Where where && isGrouped(where.input()));
  }

  /** What the statement groups by, with its parameters' values. */
  private List<String> keys() {
    List<String> keys = new ArrayList<>();
    for (StatementText.Span span : GroupText.keys(statement)) {
      List<RewrittenText.Edit> edits =
          parameters.stream()
              .filter(edit -> edit.from() >= span.from() && edit.to() <= span.to())
              .toList();
      keys.add(RewrittenText.of(source, span.from(), span.to(), edits).text());
    }
    return keys;
  }

  private String select(
      Relation from,
      List<TableId> tables,
      List<RewrittenText.Edit> numbering,
      String ordinal,
      List<VerificationQuery.Origin> origin,
      List<Draft.Value> values) {
    List<RewrittenText.Edit> edits = typedLiterals(values);
    edits.addAll(parameters);
    edits.addAll(late.naturalKeys());
    edits.addAll(numbering);
    edits.addAll(branch);
    tables.forEach(table -> edits.addAll(FanOutText.unqualify(statement, table)));
    List<String> following = following(from);
    if (!following.isEmpty()) {
      edits.add(GroupText.with(statement, following));
    }
    if (OriginText.meets(from) && !isOverGroups(from)) {
      edits.addAll(WhereText.guarded(statement));
    }
    StringBuilder more = new StringBuilder();
    origin.forEach(each -> more.append(", ").append(each.sql()));
    more.append(", (").append(ordinal).append(")::bigint ");
    StatementText.Item last = statement.items().get(statement.items().size() - 1);
    edits.add(new RewrittenText.Edit(last.span().to(), last.span().to(), more.toString()));
    String text = statement.rewritten(source, edits).text();
    return "SELECT "
        + selected(values, origin.size())
        + " FROM (\n"
        + text
        + "\n) AS q("
        + names("c", outputs(values).size())
        + ", "
        + names("o", origin.size())
        + ", ordinal)"
        + (isOverGroups(from)
            ? " WHERE " + VerificationQuery.GUARD_OPEN + "(true)" + VerificationQuery.GUARD_CLOSE
            : "");
  }

  /** Whether DISTINCT takes rows of groups: no WHERE of the statement can name them. */
  private static boolean isOverGroups(Relation from) {
    if (!(from instanceof Relation.Grouped distinct)) {
      return false;
    }
    Relation below = distinct.input();
    while (below instanceof Relation.Where || below instanceof Relation.Meeting) {
      below = below.inputs().get(0);
    }
    return below instanceof Relation.Grouped;
  }

  /**
   * The columns that follow from the statement's GROUP BY: PostgreSQL knows that of a table's
   * primary key, and not of the view that takes the table's place.
   */
  private List<String> following(Relation from) {
    int listed = GroupText.listed(statement);
    Relation node = from;
    if (node instanceof Relation.Grouped distinct && isOverGroups(from)) {
      node = distinct.input();
    }
    while (node instanceof Relation.Where || node instanceof Relation.Meeting) {
      node = node.inputs().get(0);
    }
    List<String> following = new ArrayList<>();
    if (node instanceof Relation.Grouped groups && listed > 0) {
      for (int i = listed; i < groups.keys().size(); i++) {
        for (Relation.Table table : OriginText.visible(groups.input())) {
          if (groups.keys().get(i) instanceof Expression.Column column
              && column.relation() == table.number()) {
            following.add(TableId.quote(table.name()) + "." + TableId.quote(column.name()));
          }
        }
      }
    }
    return following;
  }

  /** What names origins, read from the whole SELECT. */
  private static List<VerificationQuery.Origin> outside(List<VerificationQuery.Origin> origins) {
    List<VerificationQuery.Origin> outside = new ArrayList<>();
    for (VerificationQuery.Origin each : origins) {
      outside.add(
          new VerificationQuery.Origin(each.name(), each.type(), "q.o" + (outside.size() + 1)));
    }
    return outside;
  }

  /** What of the lengthened SELECT's columns is given: some are computed further. */
  private static String selected(List<Draft.Value> values, int origins) {
    List<Optional<TypeTable.Rewritten>> conversions = new ArrayList<>();
    for (Draft.Value value : values) {
      if (value instanceof Draft.Computed computed) {
        conversions.add(computed.conversion());
      } else {
        ((Draft.Late) value).key().forEach(key -> conversions.add(key.conversion()));
      }
    }
    if (conversions.stream().allMatch(Optional::isEmpty)) {
      return "*";
    }
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < conversions.size(); i++) {
      String name = "c" + (i + 1);
      columns.add(conversions.get(i).map(by -> by.of(name) + " AS " + name).orElse(name));
    }
    columns.add(names("o", origins));
    columns.add("ordinal");
    return String.join(", ", columns);
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
