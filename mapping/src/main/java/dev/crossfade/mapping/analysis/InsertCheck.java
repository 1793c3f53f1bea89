package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.problems.Problem;
import dev.crossfade.mapping.text.SourceText;
import dev.crossfade.mapping.text.StatementText;
import dev.crossfade.schemas.TableId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Has the new PostgreSQL plan the INSERT half; nothing runs. */
final class InsertCheck {

  private final Connection connection;
  private final SourceText source;

  InsertCheck(Connection connection, SourceText source) {
    this.connection = connection;
    this.source = source;
  }

  /**
   * A value as the check gives it: {@code NULL::integer}, or a literal as it is written.
   *
   * @param at where its select item stands
   */
  record Value(String sql, int at) {}

  private record Piece(int end, int at) {}

  /** What the new database says against a statement. */
  Optional<Problem> check(StatementText statement, TableId table, List<Value> values)
      throws SQLException {
    StringBuilder sql = new StringBuilder("EXPLAIN INSERT INTO ").append(table.quoted());
    List<Piece> pieces = new ArrayList<>();
    sql.append(" (");
    pieces.add(new Piece(sql.length(), statement.target().at()));
    for (int i = 0; i < statement.columns().size(); i++) {
      StatementText.Named column = statement.columns().get(i);
      sql.append(i == 0 ? "" : ", ").append(TableId.quote(column.name()));
      pieces.add(new Piece(sql.length(), column.at()));
    }
    sql.append(statement.overridingSystem() ? ") OVERRIDING SYSTEM VALUE SELECT " : ") SELECT ");
    for (int i = 0; i < values.size(); i++) {
      sql.append(i == 0 ? "" : ", ").append(values.get(i).sql());
      pieces.add(new Piece(sql.length(), values.get(i).at()));
    }
    List<StatementText.Named> conflict = statement.conflict();
    if (conflict != null) {
      sql.append(
          conflict.stream()
              .map(c -> TableId.quote(c.name()))
              .collect(Collectors.joining(", ", " ON CONFLICT (", ") DO NOTHING")));
      pieces.add(new Piece(sql.length(), conflict.get(0).at()));
    }
    return run(sql.toString(), pieces, statement);
  }

  private Optional<Problem> run(String sql, List<Piece> pieces, StatementText statement)
      throws SQLException {
    Savepoint start = connection.setSavepoint();
    try (Statement query = connection.createStatement()) {
      query.execute(sql);
      return Optional.empty();
    } catch (PSQLException refused) {
      ServerErrorMessage message = refused.getServerErrorMessage();
      if (message == null) {
        throw refused;
      }
      return Optional.of(
          Problem.error(
              String.valueOf(message.getSQLState()),
              source.placeOf(at(message.getPosition(), pieces, statement)),
              String.valueOf(message.getMessage()),
              SelectAnalysis.hint(message)));
    } finally {
      connection.rollback(start);
    }
  }

  private static int at(int position, List<Piece> pieces, StatementText statement) {
    List<StatementText.Named> conflict = statement.conflict();
    if (position <= 0) {
      // A missing arbiter index has no position.
      return conflict == null ? statement.target().at() : conflict.get(0).at();
    }
    return pieces.stream()
        .filter(piece -> position - 1 < piece.end())
        .mapToInt(Piece::at)
        .findFirst()
        .orElse(statement.target().at());
  }
}
