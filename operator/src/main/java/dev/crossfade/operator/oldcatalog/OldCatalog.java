package dev.crossfade.operator.oldcatalog;

import java.util.List;

/**
 * Types and tables of the old database as statements that make them again, empty; kept in the
 * control topic.
 *
 * @param locale of the old database, as {@code initdb} names it
 */
public record OldCatalog(String locale, List<Step> steps) {

  /** Its key in the control topic. */
  public static final String KEY = "old-catalog";

  /**
   * One statement.
   *
   * @param required whether the tables cannot be analysed without it; an extension or a CHECK may
   *     be impossible on another server
   */
  public record Step(String sql, boolean required) {}

  public OldCatalog {
    steps = List.copyOf(steps);
  }
}
