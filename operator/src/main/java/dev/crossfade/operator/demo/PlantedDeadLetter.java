package dev.crossfade.operator.demo;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A row of the new database that must not come to be, and why.
 *
 * @param newTable the table that refuses it
 * @param newKey its key there: column to PostgreSQL's text; the primary key, or the columns of ON
 *     CONFLICT where that is generated
 * @param oldTable the table it comes from, unquoted
 * @param oldKey its primary key there: column to PostgreSQL's text
 * @param sqlState 22001 or 22003 where the mapping cannot cast, 23514 where a CHECK refuses
 * @param reason the new column that cannot hold the value, or the name of the CHECK
 */
public record PlantedDeadLetter(
    String newTable,
    Map<String, String> newKey,
    String oldTable,
    Map<String, String> oldKey,
    String sqlState,
    String reason) {

  public PlantedDeadLetter {
    newKey = Collections.unmodifiableMap(new LinkedHashMap<>(newKey));
    oldKey = Collections.unmodifiableMap(new LinkedHashMap<>(oldKey));
  }
}
