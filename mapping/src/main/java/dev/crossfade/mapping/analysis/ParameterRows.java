package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.mapping.plan.ExpressionColumns;
import dev.crossfade.mapping.problems.Problems;
import dev.crossfade.mapping.text.Parameters;
import dev.crossfade.mapping.text.SourceText;
import dev.crossfade.mapping.text.Token;
import dev.crossfade.schemas.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postgresql.util.PSQLException;

/**
 * Refuses a parameter that is to name one old row and names none: with a mistyped e-mail address a
 * mapping of one user would move nothing, and that would look like success.
 */
final class ParameterRows {

  private final Connection old;
  private final SourceText source;
  private final Problems problems;
  private final Parameters parameters;
  private final JoinKeys joinKeys;
  private final Set<List<String>> asked = new HashSet<>();

  ParameterRows(
      Connection old,
      SourceText source,
      Problems problems,
      Parameters parameters,
      JoinKeys joinKeys) {
    this.old = old;
    this.source = source;
    this.problems = problems;
    this.parameters = parameters;
    this.joinKeys = joinKeys;
  }

  /**
   * Looks for the rows that a statement's parameters name: a problem for each that is not there.
   */
  void check(Draft draft) throws SQLException {
    Map<Integer, Catalog.Relation> tables = new HashMap<>();
    OriginText.tables(draft.from()).forEach(table -> tables.put(table.number(), table.table()));
    check(draft.from(), draft, tables);
  }

  private void check(Relation relation, Draft draft, Map<Integer, Catalog.Relation> tables)
      throws SQLException {
    if (relation instanceof Relation.Where where) {
      check(where.condition(), draft, tables);
    } else if (relation instanceof Relation.Meeting meeting) {
      for (Expression condition : meeting.on()) {
        check(condition, draft, tables);
      }
    }
    for (Relation input : relation.inputs()) {
      check(input, draft, tables);
    }
  }

  private void check(Expression condition, Draft draft, Map<Integer, Catalog.Relation> tables)
      throws SQLException {
    for (Expression node : ExpressionColumns.nodes(condition).toList()) {
      for (Map.Entry<Integer, Catalog.Relation> table : tables.entrySet()) {
        Expression side = joinKeys.sideOf(node, Set.of(table.getKey()));
        if (side != null && ((Expression.Call) node).arguments().size() == 2) {
          List<Expression> sides = ((Expression.Call) node).arguments();
          Expression other = sides.get(0).equals(side) ? sides.get(1) : sides.get(0);
          if (other instanceof Expression.Constant constant
              && JoinKeys.bare(side) instanceof Expression.Column column) {
            ask(constant, draft, table.getValue(), column);
          }
        }
      }
    }
  }

  private void ask(
      Expression.Constant constant, Draft draft, Catalog.Relation table, Expression.Column column)
      throws SQLException {
    if (constant.text() == null || table.uniqueKey(List.of(column.name())).isEmpty()) {
      return;
    }
    for (Token token : draft.text().selectTokens()) {
      if (token.kind() == Token.Kind.PARAMETER
          && isItsValue(token, constant)
          && asked.add(List.of(token.value(), table.id().quoted(), column.name()))
          && !isThere(token, table.id(), column.name())) {
        problems.error(
            "CF058",
            source.placeOf(token.start()),
            "no row of "
                + table.id()
                + " has the "
                + column.name()
                + " that :"
                + token.value()
                + " names",
            "see the parameter's value in migration.yaml; with this one nothing would be moved");
      }
    }
  }

  /** Trees keep no positions since PostgreSQL 17: a constant is a parameter's by its value. */
  private boolean isItsValue(Token parameter, Expression.Constant constant) throws SQLException {
    Savepoint start = old.setSavepoint();
    try (PreparedStatement query =
        old.prepareStatement(
            "SELECT CAST("
                + parameters.literal(parameter)
                + " AS "
                + constant.type().display()
                + ") = CAST(? AS "
                + constant.type().display()
                + ")")) {
      query.setString(1, constant.text());
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    } catch (PSQLException otherType) {
      if (otherType.getServerErrorMessage() == null) {
        throw otherType;
      }
      return false;
    } finally {
      old.rollback(start);
    }
  }

  private boolean isThere(Token parameter, TableId table, String column) throws SQLException {
    String sql =
        "SELECT EXISTS (SELECT FROM "
            + table.quoted()
            + " WHERE "
            + TableId.quote(column)
            + " = "
            + parameters.literal(parameter)
            + ")";
    try (Statement statement = old.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getBoolean(1);
    }
  }
}
