package dev.crossfade.e2e.corpus;

import java.util.Arrays;
import java.util.List;

/**
 * A type and values of it that are easily lost.
 *
 * @param column the column's name
 * @param type as in CREATE TABLE
 * @param values as literals, without their quotes
 */
record Sample(String column, String type, List<String> values) {

  Sample {
    values = List.copyOf(values);
  }

  /** The column is called {@code c_} and the type's letters. */
  static Sample of(String type, String... values) {
    String letters = type.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    return new Sample("c_" + letters, type, Arrays.asList(values));
  }

  /** The value of row {@code row} as an SQL literal: each in turn, then NULL, then again. */
  String literal(int row) {
    int place = row % (values.size() + 1);
    return place == values.size() ? "NULL" : "'" + values.get(place).replace("'", "''") + "'";
  }
}
