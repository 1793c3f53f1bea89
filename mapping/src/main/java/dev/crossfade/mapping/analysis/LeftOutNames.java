package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.compilation.CompileRequest;
import dev.crossfade.mapping.compilation.LeftOut;
import dev.crossfade.mapping.problems.Problems;
import dev.crossfade.mapping.text.Names;
import dev.crossfade.schemas.TableId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What migration.yaml leaves out, found in the old catalog.
 *
 * @param tables whole tables, each with its entry
 * @param columns of tables that are read
 */
record LeftOutNames(Map<TableId, LeftOut> tables, Map<TableId, Set<String>> columns) {

  static LeftOutNames read(CompileRequest request, Catalog catalog, Problems problems) {
    LeftOutNames names = new LeftOutNames(new HashMap<>(), new HashMap<>());
    for (LeftOut leftOut : request.leftOut()) {
      names.add(leftOut, request.oldSchema(), catalog, problems);
    }
    return names;
  }

  private void add(LeftOut leftOut, String schema, Catalog catalog, Problems problems) {
    List<String> parts = Names.parts(leftOut.name());
    if (parts.isEmpty() || parts.size() > 3) {
      problems.error(
          "CF062",
          leftOut.place(),
          leftOut.name() + " is no name of a table or column",
          "write table, table.column or schema.table.column; \"Quoted\" if it has capitals");
      return;
    }
    if (leftOut.reason().isBlank()) {
      problems.error(
          "CF064", leftOut.place(), leftOut.name() + " is left out without a reason", "say why");
    }
    // schema.table is told from table.column by what exists.
    TableId inSchema = new TableId(schema, parts.get(0));
    if (parts.size() == 1) {
      table(leftOut, inSchema, catalog, problems);
    } else if (parts.size() == 3) {
      column(leftOut, new TableId(parts.get(0), parts.get(1)), parts.get(2), catalog, problems);
    } else if (catalog.find(inSchema).isPresent()) {
      column(leftOut, inSchema, parts.get(1), catalog, problems);
    } else {
      table(leftOut, new TableId(parts.get(0), parts.get(1)), catalog, problems);
    }
  }

  private void table(LeftOut leftOut, TableId id, Catalog catalog, Problems problems) {
    if (catalog.find(id).isPresent()) {
      tables.put(id, leftOut);
    } else {
      unknown(leftOut, "the old database has no table " + id, problems);
    }
  }

  private void column(
      LeftOut leftOut, TableId id, String column, Catalog catalog, Problems problems) {
    Optional<Catalog.Relation> relation = catalog.find(id);
    if (relation.isEmpty() || relation.get().column(column).isEmpty()) {
      unknown(leftOut, "the old database has no column " + id + "." + column, problems);
      return;
    }
    boolean key = relation.get().primaryKey().map(k -> k.columns().contains(column)).orElse(false);
    if (key) {
      problems.error(
          "CF063",
          leftOut.place(),
          id + "." + column + " is part of the primary key, which is always read",
          "take it out of left-out");
      return;
    }
    columns.computeIfAbsent(id, i -> new HashSet<>()).add(column);
  }

  private static void unknown(LeftOut leftOut, String message, Problems problems) {
    problems.error(
        "CF062", leftOut.place(), message, "names without quotes are folded to small letters");
  }
}
