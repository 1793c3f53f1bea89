package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.compilation.CompileRequest;
import dev.crossfade.mapping.compilation.CompiledMapping;
import dev.crossfade.mapping.compilation.PathDecision;
import dev.crossfade.mapping.plan.MappedStatement;
import dev.crossfade.mapping.plan.Sink;
import dev.crossfade.mapping.problems.Problems;
import dev.crossfade.mapping.text.SourceText;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.TableId;
import dev.crossfade.schemas.TopicNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the statements together: tables, keys, paths, late references. */
final class MappingBuilder {

  private static final int BRANCHES_MAX = 10_000;

  private final CompileRequest request;
  private final SourceText source;
  private final Problems problems;
  private final OldSide old;

  MappingBuilder(CompileRequest request, SourceText source, Problems problems, OldSide old) {
    this.request = request;
    this.source = source;
    this.problems = problems;
    this.old = old;
  }

  /**
   * The mapping, unless something in it is wrong.
   *
   * @param complete whether every statement has its draft
   */
  Optional<CompiledMapping> build(List<Draft> drafts, boolean complete) {
    Map<TableId, List<Draft>> byTable = new LinkedHashMap<>();
    for (Draft draft : drafts) {
      byTable.computeIfAbsent(draft.newTable().id(), t -> new ArrayList<>()).add(draft);
    }
    TableAgreement agreement = new TableAgreement(source, problems);
    byTable.values().forEach(agreement::check);
    byTable.values().forEach(agreement::checkBranches);
    if (complete) {
      LateRules lateRules = new LateRules(source, problems, byTable);
      drafts.forEach(lateRules::check);
    }
    new FitWarnings(source, problems, old).warn(drafts);
    if (problems.hasErrors()) {
      return Optional.empty();
    }
    Map<TableId, OldTable> oldTables = new LinkedHashMap<>();
    Map<Integer, MappedStatement> statements = new java.util.TreeMap<>();
    byTable.forEach((table, writers) -> decide(writers, byTable, statements));
    for (Draft draft : drafts) {
      for (Catalog.Relation table : draft.oldTables()) {
        oldTables.computeIfAbsent(table.id(), id -> oldTable(table, statements.values()));
      }
    }
    List<NewTable> newTables =
        byTable.values().stream().map(w -> newTable(w, byTable, statements)).toList();
    return Optional.of(
        new CompiledMapping(
            request.migration(),
            List.copyOf(oldTables.values()),
            newTables,
            List.copyOf(statements.values()),
            old.catalog().serverVersion()));
  }

  private void decide(
      List<Draft> writers,
      Map<TableId, List<Draft>> byTable,
      Map<Integer, MappedStatement> statements) {
    List<String> key = TableAgreement.key(writers.get(0));
    List<Sink> sinks = writers.stream().map(d -> sink(d, writers.get(0), byTable)).toList();
    List<List<Sink.Value>> keys = sinks.stream().map(s -> keyValues(s, key)).toList();
    List<PathDecision> paths = new ArrayList<>();
    for (int i = 0; i < writers.size(); i++) {
      Draft draft = writers.get(i);
      OldTable table = oldTable(draft.oldTables().get(0), List.of());
      paths.add(
          draft.rows().steps() > 0
              ? PathDecision.arranged("rows of several old rows are made into one")
              : PathDecision.of(table, draft.rows(), keys.get(i)));
    }
    boolean disjoint = true;
    for (int i = 0; i < keys.size(); i++) {
      for (int j = i + 1; j < keys.size(); j++) {
        disjoint &= PathDecision.disjoint(keys.get(i), keys.get(j));
      }
    }
    boolean direct = disjoint && paths.stream().allMatch(PathDecision::direct);
    for (int i = 0; i < writers.size(); i++) {
      Draft draft = writers.get(i);
      String why =
          direct || !paths.get(i).direct()
              ? paths.get(i).why()
              : "other statements write into this table and may meet it at a key";
      statements.put(
          place(draft),
          new MappedStatement(
              draft.text().number(),
              draft.text().branch(),
              draft.text().at(),
              draft.rows(),
              sinks.get(i),
              draft.rows().steps(),
              direct,
              why,
              draft.verification()));
    }
  }

  /** The order of statements, and of the branches of one. */
  private static int place(Draft draft) {
    return draft.text().number() * BRANCHES_MAX + draft.text().branch();
  }

  /** The columns in the order of the first statement that writes the table. */
  private static Sink sink(Draft draft, Draft first, Map<TableId, List<Draft>> byTable) {
    List<Sink.Column> columns = new ArrayList<>();
    for (Draft.Value place : first.values()) {
      Draft.Value value = draft.valueOf(place.column().name()).orElseThrow();
      columns.add(new Sink.Column(value.column().name(), sinkValue(value, byTable)));
    }
    return new Sink(draft.newTable().id(), columns);
  }

  private static Sink.Value sinkValue(Draft.Value value, Map<TableId, List<Draft>> byTable) {
    if (value instanceof Draft.Computed computed) {
      return new Sink.Computed(computed.stored());
    }
    Draft.Late late = (Draft.Late) value;
    return new Sink.Late(
        naturalKey(late, byTable).stream().map(name -> lateKey(late, name).stored()).toList());
  }

  private static List<String> naturalKey(Draft.Late late, Map<TableId, List<Draft>> byTable) {
    return TableAgreement.key(
        java.util.Objects.requireNonNull(byTable.get(late.table().id())).get(0));
  }

  private static Draft.LateKey lateKey(Draft.Late late, String name) {
    return late.key().stream()
        .filter(k -> k.column().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<Sink.Value> keyValues(Sink sink, List<String> key) {
    return key.stream()
        .map(
            name ->
                sink.columns().stream()
                    .filter(c -> c.name().equals(name))
                    .findFirst()
                    .orElseThrow()
                    .value())
        .toList();
  }

  private OldTable oldTable(
      Catalog.Relation relation, java.util.Collection<MappedStatement> statements) {
    List<OldTable.Column> columns =
        old.columns(relation).stream()
            .map(c -> new OldTable.Column(c.name(), c.type(), c.notNull()))
            .toList();
    boolean arranged =
        statements.stream().anyMatch(s -> s.oldTables().contains(relation.id()) && !s.direct());
    boolean toasted =
        relation.toasted() && old.columns(relation).stream().anyMatch(Catalog.Column::storable);
    return new OldTable(
        relation.id(),
        columns,
        relation.primaryKey().orElseThrow().columns(),
        arranged || toasted ? OldTable.Identity.FULL : OldTable.Identity.KEY,
        relation.leaves());
  }

  private NewTable newTable(
      List<Draft> writers,
      Map<TableId, List<Draft>> byTable,
      Map<Integer, MappedStatement> statements) {
    Draft first = writers.get(0);
    TableId id = first.newTable().id();
    TopicNames topics = new TopicNames(request.migration());
    boolean direct = java.util.Objects.requireNonNull(statements.get(place(first))).direct();
    List<String> feeders =
        direct
            ? writers.stream()
                .flatMap(d -> d.oldTables().stream())
                .map(table -> topics.old(table.id()))
                .distinct()
                .sorted()
                .toList()
            : List.of(topics.arranged(1, id));
    return new NewTable(
        id,
        first.values().stream().map(v -> newColumn(v, byTable)).toList(),
        TableAgreement.key(first),
        first.text().conflict() == null
            ? NewTable.Conflict.FIRST_STANDS
            : NewTable.Conflict.LAST_WINS,
        direct ? NewTable.Path.DIRECT : NewTable.Path.ARRANGED,
        LateRules.givenId(id, byTable).orElse(null),
        feeders);
  }

  private static NewTable.Column newColumn(Draft.Value value, Map<TableId, List<Draft>> byTable) {
    Catalog.Column column = value.column();
    NewTable.LateReference late = null;
    if (value instanceof Draft.Late reference) {
      late =
          new NewTable.LateReference(
              reference.table().id(),
              reference.id().name(),
              naturalKey(reference, byTable).stream()
                  .map(
                      name ->
                          new NewTable.KeyColumn(name, lateKey(reference, name).column().type()))
                  .toList());
    }
    return new NewTable.Column(
        column.name(),
        column.type(),
        column.notNull(),
        column.filled() == Catalog.Filled.IDENTITY_ALWAYS,
        late);
  }
}
