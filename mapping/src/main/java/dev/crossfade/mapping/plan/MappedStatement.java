package dev.crossfade.mapping.plan;

import dev.crossfade.schemas.TableId;

/**
 * One statement of mapping.sql, compiled.
 *
 * @param number its place in mapping.sql, from 1
 * @param at where it begins in mapping.sql, a character offset from 0
 * @param direct whether its rows go straight to the new topic
 * @param why the reason for the path, in words
 */
public record MappedStatement(
    int number,
    int at,
    PlanNode rows,
    Sink sink,
    boolean direct,
    String why,
    VerificationQuery verification) {

  public TableId oldTable() {
    return rows.table();
  }

  public TableId newTable() {
    return sink.table();
  }
}
