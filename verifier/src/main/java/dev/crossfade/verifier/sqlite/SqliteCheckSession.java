package dev.crossfade.verifier.sqlite;

import dev.crossfade.databases.sqlite.SqliteFile;
import dev.crossfade.databases.sqlite.SqliteRefusal;
import dev.crossfade.mapping.problems.Problem;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.verifier.checks.CheckSession;
import dev.crossfade.verifier.checks.OwnCheck;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks in SQLite's own SQL, over a connection that can only read. */
public final class SqliteCheckSession implements CheckSession {

  private static final String HIDDEN = "***";

  private final Connection connection;

  private SqliteCheckSession(Connection connection) {
    this.connection = connection;
  }

  /** Opens the file. */
  public static SqliteCheckSession open(Path file) throws SQLException {
    return new SqliteCheckSession(new SqliteFile(file).read());
  }

  @Override
  public List<Problem> problems(List<OwnCheck> checks) throws SQLException {
    List<Problem> problems = new ArrayList<>();
    for (OwnCheck check : checks) {
      try (Statement sql = connection.createStatement()) {
        sql.executeQuery(check.query("offending.*") + " LIMIT 0").close();
      } catch (SQLException refused) {
        String state = String.valueOf(SqliteRefusal.named(refused).getSQLState());
        if (!state.startsWith("42")) {
          throw SqliteRefusal.named(refused);
        }
        problems.add(
            Problem.error(
                state,
                check.source().placeOf(0),
                "the new database refuses this check: " + SqliteRefusal.message(refused),
                "a check is one SELECT over the new tables, in the new database's own SQL"));
      }
    }
    return problems;
  }

  @Override
  public Set<String> hashes(OwnCheck check, int most) throws SQLException {
    Set<String> hashes = new HashSet<>();
    try (Statement sql = connection.createStatement();
        ResultSet found = sql.executeQuery(check.query("offending.*") + " LIMIT " + most)) {
      while (found.next()) {
        hashes.add(hash(row(found)));
      }
    } catch (SQLException failure) {
      throw SqliteRefusal.named(failure);
    }
    return hashes;
  }

  @Override
  public Offending examples(OwnCheck check, Set<String> counted, int most, MigrationPlan plan)
      throws SQLException {
    // SQLite does not say of which table a column is: any sensitive one hides all.
    boolean hidden =
        plan.newTables().stream()
            .anyMatch(each -> plan.sensitive().containsKey(each.id().quoted()));
    List<String> columns = new ArrayList<>();
    List<List<@Nullable String>> examples = new ArrayList<>();
    try (Statement sql = connection.createStatement();
        ResultSet found = sql.executeQuery(check.query("offending.*"))) {
      ResultSetMetaData shape = found.getMetaData();
      for (int i = 1; i <= shape.getColumnCount(); i++) {
        columns.add(shape.getColumnLabel(i));
      }
      while (examples.size() < most && found.next()) {
        List<@Nullable String> row = row(found);
        if (counted.contains(hash(row))) {
          examples.add(hidden ? Collections.nCopies(row.size(), HIDDEN) : row);
        }
      }
    } catch (SQLException failure) {
      throw SqliteRefusal.named(failure);
    }
    return new Offending(columns, examples);
  }

  private static List<@Nullable String> row(ResultSet found) throws SQLException {
    List<@Nullable String> row = new ArrayList<>();
    for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
      row.add(found.getString(i));
    }
    return row;
  }

  private static String hash(List<@Nullable String> row) {
    byte[] text = RecordText.of(row).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().toHexDigits(TextHash.of(text, 1))
        + HexFormat.of().toHexDigits(TextHash.of(text, 2));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
