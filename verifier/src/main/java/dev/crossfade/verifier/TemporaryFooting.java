package dev.crossfade.verifier;

import dev.crossfade.schemas.TableId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Temporary tables and views: they outlive no session. The search path begins with pg_temp. */
record TemporaryFooting(Connection old) implements Footing {

  private static final int DEAD_BATCH = 500;
  private static final String DROP =
      "DROP TABLE IF EXISTS pg_temp.crossfade_dead, pg_temp.crossfade_narrow CASCADE";

  @Override
  public void begin(List<Selected> statements) throws SQLException {
    try (Statement sql = old.createStatement()) {
      sql.execute(DROP);
      sql.execute(
          "CREATE TEMPORARY TABLE crossfade_dead (statement int, tbl text, origin text, k text)");
      sql.execute("CREATE TEMPORARY TABLE crossfade_narrow (tbl text, mask bigint, rest bigint)");
      sql.execute("INSERT INTO pg_temp.crossfade_narrow VALUES ('', 0, 0)");
      for (Selected each : statements) {
        for (Shadow shadow : each.tables()) {
          sql.execute(
              "CREATE TEMPORARY VIEW "
                  + TableId.quote(shadow.table().name())
                  + " WITH (security_barrier) AS "
                  + shadow.rows());
        }
        sql.execute("CREATE TEMPORARY VIEW " + each.name() + " AS " + each.select());
        for (Shadow shadow : each.tables()) {
          sql.execute(
              "ALTER VIEW pg_temp."
                  + TableId.quote(shadow.table().name())
                  + " RENAME TO "
                  + shadow.name());
        }
      }
    }
  }

  @Override
  public void leaveOut(List<String> dead) throws SQLException {
    try (Statement sql = old.createStatement()) {
      sql.execute("DELETE FROM pg_temp.crossfade_dead");
      for (int from = 0; from < dead.size(); from += DEAD_BATCH) {
        sql.execute(
            "INSERT INTO pg_temp.crossfade_dead VALUES "
                + String.join(", ", dead.subList(from, Math.min(dead.size(), from + DEAD_BATCH))));
      }
      sql.execute("ANALYZE pg_temp.crossfade_dead");
    }
  }

  @Override
  public void leaveOutToo(String dead) throws SQLException {
    try (Statement sql = old.createStatement()) {
      sql.execute("INSERT INTO pg_temp.crossfade_dead VALUES " + dead);
    }
  }

  @Override
  public void narrow(TableId table, long mask, long rest) throws SQLException {
    try (Statement sql = old.createStatement()) {
      sql.execute(
          "UPDATE pg_temp.crossfade_narrow SET tbl = "
              + WireText.literal(table.quoted())
              + ", mask = "
              + mask
              + ", rest = "
              + rest);
    }
  }

  @Override
  public String standing(String query) {
    return query;
  }

  @Override
  public void end() throws SQLException {
    try (Statement sql = old.createStatement()) {
      sql.execute(DROP);
    }
  }
}
