package dev.crossfade.verifier.sqlite;

import static dev.crossfade.schemas.TableId.quote;

import dev.crossfade.databases.sqlite.SqliteRefusal;
import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.DeadLetter;
import dev.crossfade.schemas.TableId;
import dev.crossfade.verifier.DeadLetters;
import dev.crossfade.verifier.Integrity;
import dev.crossfade.verifier.NewRows;
import dev.crossfade.verifier.NewTableRows;
import dev.crossfade.verifier.TableShape;
import dev.crossfade.verifier.UnresolvedReferences;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a file holds: rows and dead letters. */
record SqliteRows(Connection connection) implements NewRows {

  @Override
  public List<DeadLetter> deadLetters(int generation, TableId table) throws SQLException {
    try {
      return DeadLetters.of(connection, "crossfade_", generation, table);
    } catch (SQLException failure) {
      throw SqliteRefusal.named(failure);
    }
  }

  @Override
  public long count(TableId table) throws SQLException {
    return number("SELECT count(*) FROM " + quote(table.name()));
  }

  private long number(String query) throws SQLException {
    try (Statement sql = connection.createStatement();
        ResultSet found = sql.executeQuery(query)) {
      found.next();
      return found.getLong(1);
    } catch (SQLException failure) {
      throw SqliteRefusal.named(failure);
    }
  }

  @Override
  public NewTableRows table(TableShape shape) {
    return new SqliteTableRows(
        connection, shape, new UnresolvedReferences(new SqliteParents(connection), shape));
  }

  /**
   * SQLite's own check of the table: CHECK, NOT NULL, and rows and indexes that belong together.
   */
  @Override
  public Integrity integrity(TableId table) throws SQLException {
    Map<String, Long> broken = new TreeMap<>();
    try (Statement sql = connection.createStatement();
        ResultSet found = sql.executeQuery("PRAGMA integrity_check(" + quote(table.name()) + ")")) {
      while (found.next()) {
        String said = found.getString(1);
        if (!said.equals("ok")) {
          broken.merge(said.replaceAll("row \\d+ ", "a row "), 1L, Long::sum);
        }
      }
    } catch (SQLException failure) {
      throw SqliteRefusal.named(failure);
    }
    return new Integrity(
        table,
        broken.entrySet().stream()
            .map(each -> new Integrity.Broken(each.getKey(), each.getValue()))
            .toList(),
        List.of());
  }

  /** SQLite keeps no -0, and of a NUMERIC no zeros behind the point. */
  @Override
  public String expected(String text, ColumnType type) {
    return switch (type.base()) {
      case "float8" -> "CASE " + text + " WHEN '-0' THEN '0' ELSE " + text + " END";
      case "numeric" ->
          "pg_catalog.trim_scale((" + text + ")::pg_catalog.numeric)::pg_catalog.text";
      default -> text;
    };
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
