package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.compilation.CompileRequest;
import dev.crossfade.mapping.compilation.LeftOut;
import dev.crossfade.mapping.problems.Place;
import dev.crossfade.mapping.problems.Problems;
import dev.crossfade.schemas.TableId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every old table and column is either read or left out on purpose. */
final class Coverage {

  private final CompileRequest request;
  private final Problems problems;
  private final OldSide old;
  private final LeftOutNames leftOut;

  Coverage(CompileRequest request, Problems problems, OldSide old, LeftOutNames leftOut) {
    this.request = request;
    this.problems = problems;
    this.old = old;
    this.leftOut = leftOut;
  }

  void check() {
    Set<TableId> read = old.tablesRead();
    for (Map.Entry<TableId, LeftOut> entry : leftOut.tables().entrySet()) {
      if (read.contains(entry.getKey())) {
        problems.error(
            "CF061",
            entry.getValue().place(),
            "the old table " + entry.getKey() + " is left out, but mapping.sql reads it",
            "take it out of left-out");
      }
    }
    List<Catalog.Relation> tables =
        old.catalog().relations().values().stream()
            .filter(r -> (r.kind() == 'r' || r.kind() == 'p') && !r.partition())
            .sorted(Comparator.comparing(Catalog.Relation::id))
            .toList();
    for (Catalog.Relation table : tables) {
      if (read.contains(table.id())) {
        checkColumns(table);
      } else if (!leftOut.tables().containsKey(table.id())) {
        neither("table " + table.id(), written(table.id()));
      }
    }
  }

  private void checkColumns(Catalog.Relation table) {
    Set<String> read = old.columnsRead(table.id());
    List<String> key = table.primaryKey().map(Catalog.Key::columns).orElse(List.of());
    for (Catalog.Column column : old.columns(table)) {
      if (!read.contains(column.name()) && !key.contains(column.name())) {
        neither(
            "column " + table.id() + "." + column.name(),
            written(table.id()) + "." + written(column.name()));
      } else if (column.type().base().equals("timetz")) {
        problems.error(
            "CF070",
            Place.ofFile(request.file()),
            "the old column "
                + table.id()
                + "."
                + column.name()
                + " is a timetz, whose zone gets lost in the stream of changes",
            "leave it out, or make it a time or a timestamptz first");
      }
    }
  }

  private void neither(String what, String name) {
    problems.error(
        "CF060",
        Place.ofFile(request.file()),
        "the old " + what + " is neither read nor left out",
        "read it in mapping.sql, or say why not in migration.yaml: left-out: { '"
            + name
            + "': the reason }");
  }

  private String written(TableId table) {
    return table.schema().equals(request.oldSchema())
        ? written(table.name())
        : written(table.schema()) + "." + written(table.name());
  }

  private static String written(String name) {
    return name.matches("[a-z_][a-z0-9_]*") ? name : TableId.quote(name);
  }
}
