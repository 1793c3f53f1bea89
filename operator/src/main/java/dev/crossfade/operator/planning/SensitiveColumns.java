package dev.crossfade.operator.planning;

import dev.crossfade.mapping.compilation.CompiledMapping;
import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.operator.config.SqlName;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The {@code sensitive} columns of migration.yaml, found among the tables of a mapping. */
final class SensitiveColumns {

  private SensitiveColumns() {}

  /** Columns by quoted table, old and new. */
  static Map<String, List<String>> of(MigrationConfig config, CompiledMapping mapping) {
    Map<String, List<String>> found = new TreeMap<>();
    for (SqlName name : config.sensitive()) {
      for (TableId table : tables(config, mapping, name)) {
        found
            .computeIfAbsent(table.quoted(), key -> new ArrayList<>())
            .add(name.column().orElseThrow());
      }
    }
    return found;
  }

  /** Those that name no column that is read or written: probably mistyped, so that it leaks. */
  static List<SqlName> unknown(MigrationConfig config, CompiledMapping mapping) {
    return config.sensitive().stream()
        .filter(name -> tables(config, mapping, name).isEmpty())
        .filter(name -> config.leftOut().stream().noneMatch(left -> covers(left.name(), name)))
        .toList();
  }

  private static boolean covers(SqlName leftOut, SqlName name) {
    return leftOut.equals(name)
        || (leftOut.column().isEmpty() && leftOut.table().equals(name.table()));
  }

  private static List<TableId> tables(
      MigrationConfig config, CompiledMapping mapping, SqlName name) {
    String column = name.column().orElseThrow();
    List<TableId> tables = new ArrayList<>();
    TableId old = new TableId(config.oldSide().schema(), name.table());
    for (OldTable table : mapping.oldTables()) {
      if (table.id().equals(old) && table.indexOf(column) >= 0) {
        tables.add(old);
      }
    }
    TableId now = new TableId(config.newSide().schema(), name.table());
    for (NewTable table : mapping.newTables()) {
      if (table.id().equals(now) && table.indexOf(column) >= 0 && !tables.contains(now)) {
        tables.add(now);
      }
    }
    return tables;
  }
}
