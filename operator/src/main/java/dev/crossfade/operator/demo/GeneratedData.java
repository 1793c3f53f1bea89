package dev.crossfade.operator.demo;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the generator put into the old database.
 *
 * @param rowsByTable rows per old table, unquoted names, in the order in which they were filled
 * @param deadLetters the rows among them that the new database has to refuse
 */
public record GeneratedData(Map<String, Long> rowsByTable, List<PlantedDeadLetter> deadLetters) {

  public GeneratedData {
    rowsByTable = Collections.unmodifiableMap(new LinkedHashMap<>(rowsByTable));
    deadLetters = List.copyOf(deadLetters);
  }

  /** Rows in all old tables. */
  public long rows() {
    return rowsByTable.values().stream().mapToLong(Long::longValue).sum();
  }
}
