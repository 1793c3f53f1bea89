package dev.crossfade.operator.config;

import java.util.List;

/**
 * One of the ordered parts in which the snapshot is read and reported.
 *
 * @param tables new tables, each in one stage
 */
public record Stage(String name, List<Entry> tables) {

  /** One new table, unquoted and exact, and where it stands in the file, counted from 1. */
  public record Entry(String table, int line, int column) {}

  public Stage {
    tables = List.copyOf(tables);
  }
}
