package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.problems.Problems;
import dev.crossfade.mapping.text.LateReferenceParser;
import dev.crossfade.mapping.text.LateReferenceText;
import dev.crossfade.mapping.text.RewrittenText;
import dev.crossfade.mapping.text.SourceText;
import dev.crossfade.mapping.text.StatementText;
import dev.crossfade.schemas.TableId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The late references of one statement, by the index of their select item. */
final class LateTables {

  private final SourceText source;
  private final Problems problems;
  private final Catalog catalog;
  private final String schema;
  private final Map<Integer, LateReferenceText> byItem = new LinkedHashMap<>();

  LateTables(SourceText source, Problems problems, Catalog newCatalog, String newSchema) {
    this.source = source;
    this.problems = problems;
    this.catalog = newCatalog;
    this.schema = newSchema;
  }

  /** Reads all late references of a statement; those of another form are problems. */
  void read(StatementText statement) {
    LateReferenceParser parser = new LateReferenceParser(source, problems);
    for (int i = 0; i < statement.items().size(); i++) {
      Optional<LateReferenceText> late =
          parser.parse(statement.items().get(i).tokens(), this::columnsOf);
      if (late.isPresent() && isKnown(late.get())) {
        byItem.put(i, late.get());
      }
    }
    List<StatementText.Item> items = statement.items();
    int after = items.isEmpty() ? statement.at() : items.get(items.size() - 1).span().to();
    var rest = statement.selectTokens().stream().filter(t -> t.start() >= after).toList();
    if (LateReferenceParser.mentionsNew(rest)) {
      problems.error(
          "CF020",
          source.placeOf(after),
          "a late reference stands in the select list only",
          "the new database's rows are not known while old rows are read");
    }
  }

  private Set<String> columnsOf(String table) {
    return relation(table)
        .map(r -> r.columns().stream().map(Catalog.Column::name).collect(Collectors.toSet()))
        .orElse(Set.of());
  }

  private boolean isKnown(LateReferenceText late) {
    if (relation(late.table().name()).isEmpty()) {
      problems.error(
          "42P01",
          source.placeOf(late.table().at()),
          "the new database has no table " + late.table().name(),
          null);
      return false;
    }
    return true;
  }

  private Optional<Catalog.Relation> relation(String table) {
    return catalog.find(new TableId(schema, table));
  }

  /** The table that a known late reference looks into. */
  Catalog.Relation relation(LateReferenceText late) {
    return relation(late.table().name()).orElseThrow();
  }

  boolean isEmpty() {
    return byItem.isEmpty();
  }

  Optional<LateReferenceText> ofItem(int item) {
    return Optional.ofNullable(byItem.get(item));
  }

  /** How many columns an item becomes when natural keys take the place of late references. */
  int width(int item) {
    LateReferenceText late = byItem.get(item);
    return late == null ? 1 : late.key().size();
  }

  /** Puts the values of the natural key in the place of each late reference. */
  List<RewrittenText.Edit> naturalKeys() {
    List<RewrittenText.Edit> edits = new ArrayList<>();
    for (LateReferenceText late : byItem.values()) {
      int at = late.span().from();
      String glue = "(";
      for (LateReferenceText.Equality equality : late.key()) {
        edits.add(new RewrittenText.Edit(at, equality.value().from(), glue));
        at = equality.value().to();
        glue = "), (";
      }
      edits.add(new RewrittenText.Edit(at, late.span().to(), ")"));
    }
    return edits;
  }

  /** Puts a row of NULLs with the new table's columns in the place of each new table. */
  List<RewrittenText.Edit> standIns() {
    return byItem.values().stream()
        .map(
            late ->
                new RewrittenText.Edit(
                    late.tableSpan().from(), late.tableSpan().to(), standIn(late)))
        .toList();
  }

  /** Types the old server may lack are text. */
  private String standIn(LateReferenceText late) {
    return relation(late).columns().stream()
        .map(c -> "NULL::" + oldType(c) + " AS " + TableId.quote(c.name()))
        .collect(
            Collectors.joining(
                ", ",
                "(SELECT ",
                late.aliased() ? ")" : ") AS " + TableId.quote(late.table().name())));
  }

  private static String oldType(Catalog.Column column) {
    boolean builtIn = !column.type().base().startsWith("\"") && !column.type().domain();
    return builtIn ? column.type().display() : "text";
  }
}
