package dev.crossfade.mapping.plan;

import dev.crossfade.schemas.TableId;
import java.util.List;

/**
 * One statement of mapping.sql, compiled.
 *
 * @param number its place in mapping.sql, from 1
 * @param at where it begins in mapping.sql, a character offset from 0
 * @param branch its place among the branches of a UNION ALL, from 0
 * @param steps in how many places its rows meet others before they are written
 * @param direct whether its rows go straight to the new topic
 * @param why the reason for the path, in words
 */
public record MappedStatement(
    int number,
    int branch,
    int at,
    PlanNode rows,
    Sink sink,
    int steps,
    boolean direct,
    String why,
    VerificationQuery verification) {

  /** Every old table it reads, each once. */
  public List<TableId> oldTables() {
    return rows.tables().distinct().toList();
  }

  /** The first old table it reads. */
  public TableId oldTable() {
    return rows.table();
  }

  public TableId newTable() {
    return sink.table();
  }
}
