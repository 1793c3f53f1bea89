package dev.crossfade.verifier;

import dev.crossfade.mapping.plan.VerificationQuery;
import dev.crossfade.schemas.TableId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * What the queries of a verification find in the old database beside its own tables: {@code
 * crossfade_dead (statement, tbl, origin, k)}, {@code crossfade_narrow (tbl, mask, rest)}, and by
 * its name each statement's SELECT over old tables without the rows that these two leave out.
 */
sealed interface Footing permits TemporaryFooting, InlineFooting {

  /**
   * One statement.
   *
   * @param name by which its SELECT is found
   * @param select reads old tables by their unqualified names
   * @param tables what it finds there
   */
  record Selected(String name, String select, List<Shadow> tables) {
    public Selected {
      tables = List.copyOf(tables);
    }
  }

  /**
   * What stands in the place of an old table.
   *
   * @param name by which the rows are found outside the statement
   */
  record Shadow(TableId table, String name, String rows) {}

  /**
   * Temporary tables and views, or, where the session can make none, the same in each query: it has
   * no TEMPORARY privilege, or only reads.
   */
  static Footing of(Connection old) throws SQLException {
    try (Statement sql = old.createStatement();
        ResultSet may =
            sql.executeQuery(
                "SELECT pg_catalog.has_database_privilege(pg_catalog.current_database(), 'TEMP')"
                    + " AND pg_catalog.current_setting('transaction_read_only') = 'off'")) {
      may.next();
      return may.getBoolean(1) ? new TemporaryFooting(old) : new InlineFooting();
    }
  }

  /** Begins with nothing left out. */
  void begin(List<Selected> statements) throws SQLException;

  /** Leaves out exactly these: each four expressions in brackets. */
  void leaveOut(List<String> dead) throws SQLException;

  /** Leaves out one more. */
  void leaveOutToo(String dead) throws SQLException;

  /** Mask 0 reads all. */
  void narrow(TableId table, long mask, long rest) throws SQLException;

  /** A query that may name all this, so that it can be run. */
  String standing(String query);

  void end() throws SQLException;

  /** The number and branch of a statement as {@code crossfade_dead} has them. */
  static int id(VerificationQuery query) {
    return query.statement() + query.branch() * 1_000_000;
  }
}
