package dev.crossfade.loader.sqlite;

import dev.crossfade.databases.sqlite.SqliteRefusal;
import dev.crossfade.loader.Batch;
import dev.crossfade.loader.Failure;
import dev.crossfade.loader.KeyInWords;
import dev.crossfade.loader.Refused;
import dev.crossfade.loader.Row;
import dev.crossfade.loader.TableRows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One table in one transaction, row by row: the database is in our process, and a statement that is
 * refused has changed nothing.
 */
record SqliteRows(
    Connection connection, TableStatements statements, RowValues values, KeyInWords keyText)
    implements TableRows {

  @Override
  public boolean writeStraight(Batch batch) {
    return false;
  }

  @Override
  public List<Refused> upsert(Collection<Row> rows) throws SQLException {
    List<Refused> refused = new ArrayList<>();
    if (rows.isEmpty()) {
      return refused;
    }
    try (PreparedStatement statement = connection.prepareStatement(statements.upsert());
        SqliteIds ids = new SqliteIds(connection)) {
      for (Row row : rows) {
        Failure failure = upsert(row, statement, ids);
        if (failure != null) {
          refused.add(new Refused(row, failure));
        }
      }
    } catch (SQLException failure) {
      throw SqliteRefusal.named(failure);
    }
    return refused;
  }

  private @Nullable Failure upsert(Row row, PreparedStatement statement, SqliteIds ids)
      throws SQLException {
    try {
      Failure failure = values.row(row, statement, ids);
      if (failure == null) {
        statement.executeUpdate();
      }
      return failure;
    } catch (SQLException refusal) {
      SQLException named = SqliteRefusal.named(refusal);
      Failure failure =
          Failure.of(
              String.valueOf(named.getSQLState()),
              SqliteRefusal.constraint(refusal),
              column(refusal),
              0);
      if (failure.isOfOneRow()) {
        return failure;
      }
      throw named;
    }
  }

  /** The column that must not be NULL, or is of another type: {@code people.email} at the end. */
  private @Nullable String column(SQLException refusal) {
    String message = SqliteRefusal.message(refusal);
    String table = statements.table().id().name() + ".";
    int at = message.lastIndexOf(table);
    boolean named = message.startsWith("NOT NULL ") || message.startsWith("cannot store ");
    return named && at >= 0 ? message.substring(at + table.length()) : null;
  }

  @Override
  public void delete(Collection<Row> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(statements.delete());
        SqliteIds ids = new SqliteIds(connection)) {
      for (Row row : rows) {
        if (values.key(row, statement, ids) == null) {
          statement.executeUpdate();
        }
      }
    } catch (SQLException failure) {
      throw SqliteRefusal.named(failure);
    }
  }

  @Override
  public String holder(Refused refused) throws SQLException {
    String constraint = refused.failure().constraint();
    if (refused.failure().kind() != Failure.Kind.UNIQUE || constraint == null) {
      return "";
    }
    String table = statements.table().id().name() + ".";
    List<String> columns = new ArrayList<>();
    for (String part : constraint.split(", ", -1)) {
      String column = part.startsWith(table) ? part.substring(table.length()) : part;
      if (statements.table().indexOf(column) < 0) {
        return ""; // an index of expressions, or a column with a default
      }
      columns.add(column);
    }
    return holder(refused.row(), columns);
  }

  private String holder(Row row, List<String> columns) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(statements.holders(columns));
        SqliteIds ids = new SqliteIds(connection)) {
      for (int i = 0; i < columns.size(); i++) {
        int column = statements.table().indexOf(columns.get(i));
        if (values.column(row, column, i + 1, statement, ids) != null) {
          return "";
        }
      }
      try (ResultSet found = statement.executeQuery()) {
        if (!found.next()) {
          return "";
        }
        List<@Nullable String> key = new ArrayList<>();
        for (int i = 1; i <= statements.table().key().size(); i++) {
          key.add(found.getString(i));
        }
        return ", held by the row " + keyText.of(key);
      }
    } catch (SQLException failure) {
      throw SqliteRefusal.named(failure);
    }
  }
}
