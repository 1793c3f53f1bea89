package dev.crossfade.verifier;

import dev.crossfade.schemas.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one new table says of itself: the rows that break a CHECK constraint of its own (one that is
 * NOT VALID or NOT ENFORCED lets them in), and where the sequences of its columns stand.
 *
 * @param broken only constraints that some row breaks
 */
public record Integrity(TableId table, List<Broken> broken, List<Sequence> sequences) {

  private static final String CONSTRAINTS =
      "SELECT conname, pg_catalog.pg_get_expr(conbin, conrelid) FROM pg_catalog.pg_constraint"
          + " WHERE conrelid = ?::pg_catalog.regclass AND contype = 'c' ORDER BY conname";

  // Owned by a column: serial or identity.
  private static final String SEQUENCES =
      "SELECT s.oid::pg_catalog.regclass::text, a.attname, q.last_value, q.increment_by > 0"
          + " FROM pg_catalog.pg_depend d"
          + " JOIN pg_catalog.pg_class s ON s.oid = d.objid AND s.relkind = 'S'"
          + " JOIN pg_catalog.pg_namespace n ON n.oid = s.relnamespace"
          + " JOIN pg_catalog.pg_sequences q ON q.schemaname = n.nspname"
          + " AND q.sequencename = s.relname"
          + " JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid"
          + " WHERE d.refobjid = ?::pg_catalog.regclass AND d.deptype IN ('a', 'i')"
          + " AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass ORDER BY 1";

  /** A CHECK constraint and how many rows it is false for. */
  public record Broken(String constraint, long rows) {}

  /**
   * A sequence and the column it feeds.
   *
   * @param lastValue null if no value was taken yet
   * @param furthest the column's value furthest along the sequence's way; null if it has none
   * @param behind whether the next values were used already: the cutover moves it
   */
  public record Sequence(
      String name,
      String column,
      @Nullable Long lastValue,
      @Nullable Long furthest,
      boolean behind) {}

  public Integrity {
    broken = List.copyOf(broken);
    sequences = List.copyOf(sequences);
  }

  public boolean whole() {
    return broken.isEmpty();
  }

  /** Asks the new database; scans the table if it has a CHECK constraint. */
  static Integrity read(Connection now, TableId table) throws SQLException {
    return new Integrity(table, broken(now, table), sequences(now, table));
  }

  private static List<Broken> broken(Connection now, TableId table) throws SQLException {
    List<String> names = new ArrayList<>();
    StringBuilder counts = new StringBuilder();
    try (PreparedStatement sql = now.prepareStatement(CONSTRAINTS)) {
      sql.setString(1, table.quoted());
      try (ResultSet found = sql.executeQuery()) {
        while (found.next()) {
          names.add(found.getString(1));
          counts
              .append(counts.isEmpty() ? "" : ", ")
              .append("pg_catalog.count(*) FILTER (WHERE NOT (")
              .append(found.getString(2))
              .append("))");
        }
      }
    }
    if (names.isEmpty()) {
      return List.of();
    }
    List<Broken> broken = new ArrayList<>();
    try (Statement sql = now.createStatement();
        ResultSet found = sql.executeQuery("SELECT " + counts + " FROM " + table.quoted())) {
      found.next();
      for (int i = 0; i < names.size(); i++) {
        if (found.getLong(i + 1) > 0) {
          broken.add(new Broken(names.get(i), found.getLong(i + 1)));
        }
      }
    }
    return broken;
  }

  private static List<Sequence> sequences(Connection now, TableId table) throws SQLException {
    List<Sequence> sequences = new ArrayList<>();
    try (PreparedStatement sql = now.prepareStatement(SEQUENCES)) {
      sql.setString(1, table.quoted());
      try (ResultSet found = sql.executeQuery()) {
        while (found.next()) {
          Long last = found.getObject(3, Long.class);
          boolean up = found.getBoolean(4);
          Long furthest = furthest(now, table, found.getString(2), up);
          boolean behind =
              furthest != null && (last == null || (up ? furthest > last : furthest < last));
          sequences.add(
              new Sequence(found.getString(1), found.getString(2), last, furthest, behind));
        }
      }
    }
    return sequences;
  }

  private static @Nullable Long furthest(Connection now, TableId table, String column, boolean up)
      throws SQLException {
    try (Statement sql = now.createStatement();
        ResultSet found =
            sql.executeQuery(
                "SELECT pg_catalog."
                    + (up ? "max" : "min")
                    + "("
                    + TableId.quote(column)
                    + ")::bigint FROM "
                    + table.quoted())) {
      found.next();
      return found.getObject(1, Long.class);
    }
  }
}
