package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.mapping.problems.Problems;
import dev.crossfade.mapping.text.LateReferenceText;
import dev.crossfade.mapping.text.Parameters;
import dev.crossfade.mapping.text.RewrittenText;
import dev.crossfade.mapping.text.SourceText;
import dev.crossfade.mapping.text.StatementText;
import dev.crossfade.mapping.text.Token;
import dev.crossfade.mapping.text.UnionText;
import dev.crossfade.schemas.ColumnType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compiles one statement, as far as it can be without the others. */
final class StatementCompiler {

  private final SourceText source;
  private final Problems problems;
  private final Parameters parameters;
  private final Sides sides;

  /** Both databases as one compilation sees them. */
  record Sides(
      OldSide old,
      Dictionary oldDictionary,
      SelectAnalysis analysis,
      Catalog newCatalog,
      String newSchema,
      Conversions conversions,
      AssignmentCasts casts,
      InsertCheck insertCheck,
      FunctionRules rules,
      Refusals refusals) {}

  StatementCompiler(SourceText source, Problems problems, Parameters parameters, Sides sides) {
    this.source = source;
    this.problems = problems;
    this.parameters = parameters;
    this.sides = sides;
  }

  /**
   * The drafts of a statement, one for each way that UNION ALL in FROM makes through it; none if it
   * has an error, which is then among the problems.
   *
   * @param firstBranch the number of the first of them among the statement's branches
   */
  List<Draft> compile(StatementText statement, int firstBranch) throws SQLException {
    int before = problems.errors();
    Optional<Catalog.Relation> target =
        new TargetRules(source, problems, sides.newCatalog(), sides.newSchema()).check(statement);
    checkForm(statement, before);
    LateTables late = new LateTables(source, problems, sides.newCatalog(), sides.newSchema());
    late.read(statement);
    List<RewrittenText.Edit> edits = parameters.edits(statement.selectTokens(), source, problems);
    if (target.isEmpty() || problems.errors() > before) {
      return List.of();
    }
    try {
      List<Draft> drafts = drafts(statement, firstBranch, target.get(), late, edits);
      if (problems.errors() > before) {
        return List.of();
      }
      sides
          .insertCheck()
          .check(statement, target.get().id(), insertValues(statement, drafts.get(0)))
          .ifPresent(problems::add);
      return problems.errors() > before ? List.of() : drafts;
    } catch (RefusalException refused) {
      problems.add(refused.problem());
      return List.of();
    }
  }

  private void checkForm(StatementText statement, int before) {
    if (statement.items().isEmpty()) {
      problems.error(
          "CF016",
          source.placeOf(statement.select().from()),
          "a SELECT without brackets was expected here",
          null);
      return;
    }
    for (StatementText.Item item : statement.items()) {
      Token last = item.tokens().get(item.tokens().size() - 1);
      if (last.isSymbol("*") && item.tokens().size() <= 3) {
        problems.error(
            "CF019",
            source.placeOf(item.span().from()),
            "* would mean other columns when the old table gets one",
            "name the columns");
      }
    }
    int columns = statement.columns().size();
    int items = statement.items().size();
    if (problems.errors() == before && columns != items) {
      problems.error(
          "42601",
          source.placeOf(
              items > columns
                  ? statement.items().get(columns).span().from()
                  : statement.columns().get(items).at()),
          items > columns
              ? "INSERT has more expressions than target columns"
              : "INSERT has more target columns than expressions",
          null);
    }
  }

  private List<Draft> drafts(
      StatementText statement,
      int firstBranch,
      Catalog.Relation target,
      LateTables late,
      List<RewrittenText.Edit> parameterEdits)
      throws RefusalException, SQLException {
    Refusals refusals = sides.refusals();
    refusals.readingFrom(statement.selectTokens());
    if (!late.isEmpty()) {
      // Only to hear what PostgreSQL has to say about it.
      sides
          .analysis()
          .analyse(rewrite(statement, parameterEdits, late.standIns()), statement.items().size());
    }
    int width = 0;
    for (int i = 0; i < statement.items().size(); i++) {
      width += late.width(i);
    }
    Node query =
        sides.analysis().analyse(rewrite(statement, parameterEdits, late.naturalKeys()), width);
    int at = statement.select().from();
    ExpressionReader reader =
        new ExpressionReader(sides.oldDictionary(), sides.old(), sides.rules(), refusals);
    reader.readingAt(at);
    QueryScope scope = QueryScope.ofQuery(query);
    FanOutReader fanOuts =
        new FanOutReader(sides.oldDictionary(), reader, sides.rules(), refusals, at);
    UnionReader unions = new UnionReader(sides.oldDictionary(), sides.rules(), refusals, at);
    Types types = sides.oldDictionary().types();
    JoinKeys joinKeys = new JoinKeys(refusals, sides.old(), types);
    AggregateReader aggregates =
        new AggregateReader(sides.oldDictionary(), reader, sides.rules(), refusals);
    QueryReader.Level level =
        new QueryReader(reader, aggregates, fanOuts, unions, sides.old(), refusals, joinKeys, at)
            .begin(query, scope);
    List<Node> outputs =
        query.nodes("targetList").stream().filter(n -> !n.flag("resjunk")).toList();
    List<Draft.Value> values = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < statement.items().size(); i++) {
      List<Node> nodes = outputs.subList(next, next + late.width(i));
      next += late.width(i);
      StatementText.Item item = statement.items().get(i);
      reader.readingAt(item.span().from());
      refusals.readingFrom(item.tokens());
      try {
        Catalog.Column column = target.column(statement.columns().get(i).name()).orElseThrow();
        Optional<LateReferenceText> reference = late.ofItem(i);
        values.add(
            reference.isPresent()
                ? late(column, reference.get(), late, nodes, level, reader)
                : computed(column, item, level.selected(nodes.get(0)), reader));
      } catch (RefusalException refused) {
        problems.add(refused.problem());
      }
    }
    Relation from = level.finish();
    UnionBranches branches = new UnionBranches(refusals, at);
    List<Draft> drafts = new ArrayList<>();
    for (UnionBranches.Way way : branches.of(from)) {
      branches.checkNames(from, way);
      Relation rows = way.relation();
      PlanBuilder.Built built =
          new PlanBuilder(joinKeys, types, branches).build(rows, stored(values));
      EvaluatorRules.check(built.node(), refusals);
      StatementText branch = statement.asBranch(firstBranch + drafts.size());
      ColumnType bigint = types.columnType("int8");
      VerificationText verification =
          new VerificationText(source, branch, late, parameterEdits, only(branch, way, refusals));
      drafts.add(
          new Draft(
              branch,
              target,
              rows,
              built.node(),
              values.stream().map(value -> placed(value, built)).toList(),
              verification.query(
                  rows,
                  target,
                  values,
                  texts -> new OriginText(joinKeys, sides.old(), refusals, bigint, texts, at))));
    }
    return drafts;
  }

  /** Leaves the rows of a way's branches only. */
  private static List<RewrittenText.Edit> only(
      StatementText statement, UnionBranches.Way way, Refusals refusals) throws RefusalException {
    List<RewrittenText.Edit> edits = new ArrayList<>();
    for (UnionBranches.Choice choice : way.choices()) {
      Relation.Union union = choice.union();
      int branches = union.subqueries().size();
      List<RewrittenText.Edit> only =
          UnionText.only(statement, union.name(), choice.branch(), branches);
      if (only.isEmpty()) {
        throw refusals.refuse(
            "CF004",
            statement.select().from(),
            "the UNION ALL " + union.name() + " is not found by this name alone",
            "give the subquery a name of its own: FROM (SELECT … UNION ALL SELECT …) AS name");
      }
      edits.addAll(only);
    }
    return edits;
  }

  private static List<Expression> stored(List<Draft.Value> values) {
    List<Expression> stored = new ArrayList<>();
    for (Draft.Value value : values) {
      if (value instanceof Draft.Computed computed) {
        stored.add(computed.stored());
      } else {
        ((Draft.Late) value).key().forEach(key -> stored.add(key.stored()));
      }
    }
    return stored;
  }

  /** The value over the rows of the plan. */
  private static Draft.Value placed(Draft.Value value, PlanBuilder.Built built) {
    if (value instanceof Draft.Computed c) {
      return new Draft.Computed(
          c.column(), c.selected(), c.conversion(), built.read(c.stored()), c.at(), c.literal());
    }
    Draft.Late late = (Draft.Late) value;
    List<Draft.LateKey> key =
        late.key().stream()
            .map(
                k ->
                    new Draft.LateKey(
                        k.column(), k.selected(), k.conversion(), built.read(k.stored())))
            .toList();
    return new Draft.Late(late.column(), late.table(), late.id(), key, late.at());
  }

  private Draft.Value computed(
      Catalog.Column column, StatementText.Item item, Expression selected, ExpressionReader reader)
      throws RefusalException, SQLException {
    int at = item.span().from();
    Optional<Token> literal = bareLiteral(item);
    Conversions.Converted converted =
        literal.isPresent()
            ? new Conversions.Converted(selected, Optional.empty())
            : sides.conversions().convert(selected, column, reader);
    Expression stored =
        literal.isPresent()
            ? sides.casts().literal(literalText(literal.get()), column, at)
            : sides.casts().assign(converted.value(), column);
    EvaluatorRules.check(stored, sides.refusals());
    return new Draft.Computed(
        column,
        converted.value(),
        converted.by(),
        stored,
        at,
        literal.map(t -> new StatementText.Span(t.start(), t.end())));
  }

  private Draft.Value late(
      Catalog.Column column,
      LateReferenceText reference,
      LateTables late,
      List<Node> nodes,
      QueryReader.Level level,
      ExpressionReader reader)
      throws RefusalException, SQLException {
    Catalog.Relation table = late.relation(reference);
    int at = reference.span().from();
    List<Draft.LateKey> key = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      Catalog.Column keyColumn = column(table, reference.key().get(i).column());
      Conversions.Converted converted =
          sides.conversions().convert(level.selected(nodes.get(i)), keyColumn, reader);
      key.add(
          new Draft.LateKey(
              keyColumn,
              converted.value(),
              converted.by(),
              sides.casts().assign(converted.value(), keyColumn)));
    }
    return new Draft.Late(column, table, column(table, reference.column()), key, at);
  }

  private Catalog.Column column(Catalog.Relation table, StatementText.Named name)
      throws RefusalException {
    return table
        .column(name.name())
        .orElseThrow(
            () ->
                sides
                    .refusals()
                    .refuse(
                        "42703",
                        name.at(),
                        "column \""
                            + name.name()
                            + "\" of new."
                            + table.id().name()
                            + " does not exist",
                        null));
  }

  /** The literal, parameter or NULL that a whole item is: the new column's type reads it. */
  private static Optional<Token> bareLiteral(StatementText.Item item) {
    List<Token> tokens = item.tokens();
    Token first = tokens.get(0);
    boolean literal =
        first.kind() == Token.Kind.STRING
            || first.kind() == Token.Kind.PARAMETER
            || first.isWord("null");
    int alias = tokens.size() > 1 && tokens.get(1).isWord("as") ? 2 : 1;
    boolean whole =
        tokens.size() == 1 || (tokens.size() == alias + 1 && tokens.get(alias).isName());
    return literal && whole ? Optional.of(first) : Optional.empty();
  }

  private @org.jspecify.annotations.Nullable String literalText(Token literal) {
    return switch (literal.kind()) {
      case PARAMETER -> parameters.value(literal);
      case STRING -> literal.value();
      default -> null;
    };
  }

  private List<InsertCheck.Value> insertValues(StatementText statement, Draft draft) {
    List<InsertCheck.Value> values = new ArrayList<>();
    for (int i = 0; i < draft.values().size(); i++) {
      Draft.Value value = draft.values().get(i);
      StatementText.Item item = statement.items().get(i);
      String sql =
          bareLiteral(item)
              .map(
                  t ->
                      t.kind() == Token.Kind.PARAMETER
                          ? parameters.literal(t)
                          : source.between(t.start(), t.end()))
              .orElseGet(() -> nullOf(value));
      values.add(new InsertCheck.Value(sql, value.at()));
    }
    return values;
  }

  /** A bare NULL where the casts have been checked already. */
  private static String nullOf(Draft.Value value) {
    if (value instanceof Draft.Computed computed) {
      var from = computed.selected().type();
      boolean builtIn = !from.base().startsWith("\"");
      boolean plain = !computed.column().type().base().startsWith("\"");
      return builtIn && plain && !from.domain() ? "NULL::" + from.display() : "NULL";
    }
    Draft.Late late = (Draft.Late) value;
    return "NULL::" + late.id().type().display();
  }

  private RewrittenText rewrite(
      StatementText statement, List<RewrittenText.Edit> first, List<RewrittenText.Edit> second) {
    List<RewrittenText.Edit> edits = new ArrayList<>(first);
    edits.addAll(second);
    return statement.rewritten(source, edits);
  }
}
