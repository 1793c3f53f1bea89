package dev.crossfade.loader;

import dev.crossfade.schemas.DeadLetter;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one table's partitions that are parked or dead letters of the loader's own.
 *
 * <p>Their numbers are remembered, so that a table without any pays nothing: only the owner of a
 * partition adds to them, and ownership ends with the compare-and-set.
 */
final class Outstanding {

  private static final long RETRY_NANOS = 100_000_000L;
  private static final long UNKNOWN = -1;

  private final MigrationPlan plan;
  private final NewTable sink;
  private final String newTable;
  private final long parkedForMicros;
  private final KeyInWords keyText;
  private Set<Integer> partitions = Set.of();
  private volatile long parkedCount = UNKNOWN; // asked by the thread of the intake too
  private long deadCount = UNKNOWN;
  private long retriedAt = System.nanoTime() - RETRY_NANOS;

  Outstanding(MigrationPlan plan, NewTable table, long parkedForMicros) {
    this.plan = plan;
    this.sink = table;
    this.newTable = table.id().quoted();
    this.parkedForMicros = parkedForMicros;
    this.keyText = new KeyInWords(plan, table);
  }

  /** Counts anew if other partitions than before are asked about. */
  void count(LoadSession session, Collection<Integer> batchPartitions) throws SQLException {
    if (parkedCount == UNKNOWN || !partitions.containsAll(batchPartitions)) {
      Set<Integer> all = new HashSet<>(partitions);
      all.addAll(batchPartitions);
      partitions = all;
      parkedCount = session.parked(newTable).count(partitions);
      deadCount = session.deadLetters().countOurs(newTable, partitions);
    }
  }

  void forget() {
    partitions = Set.of();
    parkedCount = UNKNOWN;
    deadCount = UNKNOWN;
  }

  boolean hasParked() {
    return parkedCount > 0;
  }

  void committed(Tally tally) {
    long parkedBefore = parkedCount; // written by the loading thread alone
    parkedCount = parkedBefore + tally.parkedMore;
    deadCount += tally.deadMore;
  }

  /** Whatever arrives for a key replaces what is parked or dead under it. */
  void removeOf(LoadSession session, Collection<Row> rows, Tally tally) throws SQLException {
    if (parkedCount > 0) {
      tally.parkedMore -= session.parked(newTable).remove(rows);
    }
    if (deadCount > 0) {
      tally.deadMore -= session.deadLetters().removeOurs(newTable, rows);
    }
  }

  void park(LoadSession session, List<Refused> refused, Tally tally) throws SQLException {
    if (!refused.isEmpty()) {
      session.parked(newTable).put(refused);
      tally.parkedMore += refused.size();
    }
  }

  /** Dead letters for rows that the table does not take. */
  void bury(LoadSession session, List<Refused> refused, Tally tally) throws SQLException {
    session
        .deadLetters()
        .put(
            refused.stream()
                .map(each -> new DeadLetters.Noted(letter(each, ""), each.row().partition()))
                .toList());
    tally.deadMore += refused.size();
  }

  /** Tries parked rows again; those that waited too long become dead letters. */
  void retry(LoadSession session, TableRows table, Collection<Integer> owned, Tally tally)
      throws SQLException {
    long now = System.nanoTime();
    if (parkedCount + tally.parkedMore <= 0 || now - retriedAt < RETRY_NANOS) {
      return;
    }
    retriedAt = now;
    Parked parked = session.parked(newTable);
    List<Row> rows = parked.next(owned);
    List<Refused> refused = table.upsert(rows);
    Set<Row> settled = new HashSet<>(rows);
    long expired =
        Heartbeats.appliedUpTo(session.ledger(), plan, sink).orElse(Long.MIN_VALUE / 2)
            - parkedForMicros;
    for (Refused each : refused) {
      boolean waits =
          each.failure().kind() == Failure.Kind.UNIQUE
              && each.row().committedAtMillis() * 1000 > expired;
      if (waits) {
        settled.remove(each.row());
      } else {
        String other = table.holder(each);
        session
            .deadLetters()
            .put(List.of(new DeadLetters.Noted(letter(each, other), each.row().partition())));
        tally.deadMore++;
      }
    }
    if (!settled.isEmpty()) {
      tally.parkedMore -= parked.remove(new ArrayList<>(settled));
    }
  }

  private DeadLetter letter(Refused refused, String more) {
    Failure failure = refused.failure();
    String column = newColumn(failure.column());
    return new DeadLetter(
        plan.generation(),
        DeadLetter.Stage.LOAD,
        0,
        null,
        newTable,
        refused.row().key(),
        keyText.of(refused.row().key()),
        failure.sqlState(),
        column,
        failure.reason(column) + more,
        refused.row().committedAtMillis() * 1000);
  }

  /** The stage's columns are c0, c1 …: the new table's in the order of the plan. */
  private @Nullable String newColumn(@Nullable String column) {
    if (column != null && column.matches("c\\d+") && sink.indexOf(column) < 0) {
      return sink.columns().get(Integer.parseInt(column.substring(1))).name();
    }
    return column;
  }
}
