package dev.crossfade.operator.newschema;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What two tables of the same name are compared by.
 *
 * @param columns name to type and NOT NULL, as text
 * @param keys primary and unique keys, as PostgreSQL writes them
 */
public record TableShape(String name, SortedMap<String, String> columns, SortedSet<String> keys) {

  public TableShape {
    columns = new TreeMap<>(columns);
    keys = new TreeSet<>(keys);
  }
}
