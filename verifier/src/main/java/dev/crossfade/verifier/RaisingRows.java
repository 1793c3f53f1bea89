package dev.crossfade.verifier;

import dev.crossfade.mapping.plan.VerificationQuery;
import dev.crossfade.schemas.TableId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the old rows for which a statement's SELECT raises, by halving the table down to the row;
 * each is left out of the expected rows from then on.
 */
final class RaisingRows {

  /** The hash has 64 bits; two keys that share more of it than this are taken together. */
  private static final int DEPTH_MAX = 48;

  /** That no key will have. */
  private static final long NO_HASH = 0x5DEECE66D1234567L;

  private final Connection old;
  private final ExpectedRows expected;
  private final int columns;

  RaisingRows(Connection old, ExpectedRows expected, int columns) {
    this.old = old;
    this.expected = expected;
    this.columns = columns;
  }

  /** One old row and what it raises. */
  record Raising(VerificationQuery query, TableId table, String origin, String sqlState) {}

  /** Whether an error is about a row's values: classes 22 and 23, and what PL functions raise. */
  static boolean isData(SQLException failure) {
    String state = failure.getSQLState();
    return state != null
        && (state.startsWith("22") || state.startsWith("23") || state.equals("P0001"));
  }

  /** All of them, of every statement. */
  List<Raising> findAndLeaveOut() throws SQLException {
    List<Raising> found = new ArrayList<>();
    for (VerificationQuery query : expected.queries()) {
      if (raised(query) != null) {
        TableId table = responsible(query);
        halve(query, table, 0, 0, found);
        expected.narrow(table, 0, 0);
      }
    }
    for (Raising row : found) {
      expected.leaveOut(row.query(), row.table(), row.origin());
    }
    return found;
  }

  /** The table without whose rows nothing raises; where rows meet it can be any of them. */
  private TableId responsible(VerificationQuery query) throws SQLException {
    for (TableId table : query.oldTables()) {
      expected.narrow(table, -1, NO_HASH);
      boolean raises = raised(query) != null;
      expected.narrow(table, 0, 0);
      if (!raises) {
        return table;
      }
    }
    return query.oldTable();
  }

  private void halve(
      VerificationQuery query, TableId table, int depth, long rest, List<Raising> found)
      throws SQLException {
    long mask = depth == 0 ? 0 : (1L << depth) - 1;
    expected.narrow(table, mask, rest);
    String state = raised(query);
    if (state == null) {
      return;
    }
    List<String> origins = origins(query, table);
    if (origins.size() <= 1 || depth == DEPTH_MAX) {
      origins.forEach(origin -> found.add(new Raising(query, table, origin, state)));
      return;
    }
    halve(query, table, depth + 1, rest, found);
    halve(query, table, depth + 1, rest | (1L << depth), found);
  }

  private @Nullable String raised(VerificationQuery query) throws SQLException {
    try (Statement sql = old.createStatement();
        ResultSet all =
            sql.executeQuery(
                "SELECT pg_catalog.sum(pg_catalog.length(ROW(k"
                    + Fingerprints.values(columns)
                    + ")::pg_catalog.text)) FROM ("
                    + expected.share(query)
                    + ") AS rows")) {
      all.next();
      return null;
    } catch (SQLException failure) {
      if (isData(failure)) {
        return failure.getSQLState();
      }
      throw failure;
    }
  }

  /** At most two: more are halved further. */
  private List<String> origins(VerificationQuery query, TableId table) throws SQLException {
    List<String> origins = new ArrayList<>();
    try (Statement sql = old.createStatement();
        ResultSet found = sql.executeQuery(expected.origins(query, table) + " LIMIT 2")) {
      while (found.next()) {
        origins.add(found.getString(1));
      }
    }
    return origins;
  }
}
