package dev.crossfade.verifier;

import dev.crossfade.mapping.plan.VerificationQuery;
import dev.crossfade.schemas.DeadLetter;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.verifier.RaisingRows.Raising;
import dev.crossfade.verifier.RowTexts.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The verification of one new table: counts and hashes, then buckets, then keys, then columns. */
final class TableVerification {

  /** Differing buckets whose rows are read at once. */
  private static final int BUCKETS_AT_ONCE = 256;

  /** Rows in one bucket, about. */
  private static final int BUCKET_ROWS = 128;

  private static final int BUCKETS_MAX = 1 << 17;

  private final Connection old;
  private final NewRows now;
  private final MigrationPlan plan;
  private final VerifierSettings settings;
  private final DrainPoint drain;
  private final TableShape shape;
  private final List<VerificationQuery> queries;
  private final List<Raising> raising = new ArrayList<>();
  private long dead;

  TableVerification(
      Connection old,
      NewRows now,
      MigrationPlan plan,
      VerifierSettings settings,
      DrainPoint drain,
      NewTable table,
      List<VerificationQuery> queries) {
    this.old = old;
    this.now = now;
    this.plan = plan;
    this.settings = settings;
    this.drain = drain;
    this.shape = TableShape.of(table);
    this.queries = queries;
  }

  VerificationReport.Table run() throws SQLException, InterruptedException {
    ExpectedRows expected = ExpectedRows.create(old, plan, shape, now, queries);
    try {
      return compare(expected);
    } finally {
      expected.drop();
    }
  }

  private VerificationReport.Table compare(ExpectedRows expected)
      throws SQLException, InterruptedException {
    leaveOut(expected);
    int columns = shape.columns().size();
    int mask = bucketMask();
    NewTableRows table = now.table(shape);
    Fingerprints should =
        whereNothingRaises(expected, () -> Fingerprints.read(old, expected.all(), columns, mask));
    Fingerprints is = table.fingerprints(mask);
    Set<String> suspects = suspects(expected, table, mask, should.differing(is));
    Settlement.Sides sides =
        new Settlement.Sides() {
          @Override
          public Map<String, Row> expected(Set<String> keys)
              throws SQLException, InterruptedException {
            leaveOut(expected);
            return whereNothingRaises(
                expected, () -> RowTexts.ofKeys(old, expected.all(), columns, keys));
          }

          @Override
          public Map<String, Row> actual(Set<String> keys) throws SQLException {
            return table.ofKeys(keys);
          }

          @Override
          public Set<String> unresolved(Map<String, Row> should, Map<String, Row> is)
              throws SQLException {
            return table.unresolved().among(should, is);
          }
        };
    List<Settlement.Difference> differences =
        new Settlement(sides, settings, drain).settle(suspects);
    long orphans = table.orphans();
    return new DifferenceReport(shape, plan, settings)
        .report(
            differences, should.rows(), is.rows(), dead, orphans, stillRaising(expected), queries);
  }

  /** Rows that raise and are dead letters by now are in exactly one place. */
  private long stillRaising(ExpectedRows expected) throws SQLException {
    if (raising.isEmpty()) {
      return 0;
    }
    raising.clear();
    leaveOut(expected);
    return new RaisingRows(old, expected, shape.columns().size()).findAndLeaveOut().size();
  }

  private void leaveOut(ExpectedRows expected) throws SQLException {
    List<DeadLetter> letters = now.deadLetters(plan.generation(), shape.table().id());
    dead = letters.size();
    expected.leaveOut(letters);
    for (Raising row : raising) {
      expected.leaveOut(row.query(), row.table(), row.origin());
    }
  }

  /** A query on the old side that runs the mapping's expressions. */
  @FunctionalInterface
  private interface Query<T> {
    T run() throws SQLException;
  }

  /**
   * Runs a query of the old side until no row raises: first the dead letters that are on their way
   * may come, then the rows that still raise are found and left out.
   */
  private <T> T whereNothingRaises(ExpectedRows expected, Query<T> query)
      throws SQLException, InterruptedException {
    boolean drained = false;
    while (true) {
      try {
        return query.run();
      } catch (SQLException failure) {
        if (!RaisingRows.isData(failure)) {
          throw failure;
        }
        if (!drained && drain.drain(settings.drainMax())) {
          leaveOut(expected);
        } else {
          List<Raising> found =
              new RaisingRows(old, expected, shape.columns().size()).findAndLeaveOut();
          if (raising.containsAll(found)) {
            throw failure; // no other row alone raises: a group does, and is no dead letter
          }
          raising.addAll(found);
        }
        drained = true;
      }
    }
  }

  private Set<String> suspects(
      ExpectedRows expected, NewTableRows table, int mask, Set<Integer> buckets)
      throws SQLException, InterruptedException {
    int columns = shape.columns().size();
    Set<String> suspects = new HashSet<>();
    List<Integer> all = new ArrayList<>(buckets);
    for (int from = 0; from < all.size(); from += BUCKETS_AT_ONCE) {
      List<Integer> some = all.subList(from, Math.min(all.size(), from + BUCKETS_AT_ONCE));
      Map<String, Row> should =
          whereNothingRaises(
              expected, () -> RowTexts.inBuckets(old, expected.all(), columns, mask, some));
      Map<String, Row> is = table.inBuckets(mask, some);
      should.forEach(
          (key, row) -> {
            if (!row.sameAs(is.get(key))) {
              suspects.add(key);
            }
          });
      is.keySet().stream().filter(key -> !should.containsKey(key)).forEach(suspects::add);
    }
    return suspects;
  }

  private int bucketMask() throws SQLException {
    long rows = now.count(shape.table().id());
    long buckets = Long.highestOneBit(Math.max(16, rows / BUCKET_ROWS));
    return (int) Math.min(buckets, BUCKETS_MAX) - 1;
  }
}
