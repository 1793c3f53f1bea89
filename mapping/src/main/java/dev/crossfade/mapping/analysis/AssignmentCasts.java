package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.schemas.ColumnType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Wraps an expression in what PostgreSQL's INSERT does to store it in a column. */
final class AssignmentCasts {

  private static final Set<String> TEXTS = Set.of("text", "varchar", "bpchar");

  private final Connection connection;
  private final Dictionary target;
  private final Refusals refusals;
  private final Predicate<String> supported;

  /**
   * Casts as the new database makes them.
   *
   * @param connection to the new database
   * @param target what it knows
   */
  AssignmentCasts(
      Connection connection, Dictionary target, Refusals refusals, Predicate<String> supported) {
    this.connection = connection;
    this.target = target;
    this.refusals = refusals;
    this.supported = supported;
  }

  /** The value as it is stored in the column. */
  Expression assign(Expression value, Catalog.Column column) throws RefusalException, SQLException {
    ColumnType to = column.type();
    Expression cast = cast(value, column);
    return needsAssign(value.type(), cast.type(), to)
        ? new Expression.Assign(cast, column.name(), to, value.at())
        : cast;
  }

  private static boolean needsAssign(ColumnType from, ColumnType cast, ColumnType to) {
    boolean same = from.base().equals(to.base());
    boolean shortened = to.modifier() != -1 && !(same && from.modifier() == to.modifier());
    boolean labelled =
        to.kind() == ColumnType.Kind.ENUM
            && !(from.kind() == ColumnType.Kind.ENUM
                && new HashSet<>(to.enumLabels()).containsAll(from.enumLabels()));
    boolean read = !cast.base().equals(to.base()) && to.kind() != ColumnType.Kind.ENUM;
    boolean sameDomain = from.domain() && from.display().equals(to.display());
    return shortened || labelled || read || (to.domain() && !sameDomain);
  }

  private Expression cast(Expression value, Catalog.Column column)
      throws RefusalException, SQLException {
    ColumnType from = value.type();
    ColumnType to = column.type();
    if (from.base().equals(to.base())) {
      return value;
    }
    PgType toType = target.types().baseOf(column.typeOid());
    if (isUserDefined(to)) {
      if (TEXTS.contains(from.base())) {
        return value;
      }
      if (from.kind() == ColumnType.Kind.ENUM) {
        return new Expression.ViaText(value, text(), value.at());
      }
      throw mismatch(value, column);
    }
    Optional<PgType> fromType = target.types().find(from.base());
    if (isUserDefined(from) || fromType.isEmpty()) {
      if (toType.category() == 'S') {
        return new Expression.ViaText(value, plain(toType), value.at());
      }
      throw mismatch(value, column);
    }
    return builtIn(value, fromType.get(), toType, column);
  }

  private Expression builtIn(Expression value, PgType from, PgType to, Catalog.Column column)
      throws RefusalException, SQLException {
    Optional<Functions.Cast> cast = target.functions().assignmentCast(from.oid(), to.oid());
    if (cast.isPresent()) {
      return switch (cast.get().method()) {
        case 'b' -> new Expression.Relabel(value, plain(to), value.at());
        case 'i' -> new Expression.ViaText(value, plain(to), value.at());
        default -> call(value, cast.get().function(), to, column);
      };
    }
    if (from.isArray() && to.isArray()) {
      return elementwise(value, from, to, column);
    }
    if (to.category() == 'S') {
      return new Expression.ViaText(value, plain(to), value.at());
    }
    throw mismatch(value, column);
  }

  private Expression call(Expression value, long oid, PgType to, Catalog.Column column)
      throws RefusalException, SQLException {
    PgFunction function = target.functions().of(oid);
    if (!supported.test(function.signature())) {
      throw refusals.refuse(
          "CF003",
          value.at(),
          "storing "
              + value.type().display()
              + " in column "
              + column.name()
              + " of type "
              + column.type().display()
              + " needs "
              + function.signature()
              + ", which is not in the dialect",
          "cast it by way of another type");
    }
    List<Expression> arguments = new ArrayList<>(List.of(value));
    if (function.arguments().size() > 1) {
      arguments.add(constant(String.valueOf(column.type().modifier()), "int4", value.at()));
    }
    if (function.arguments().size() > 2) {
      arguments.add(constant("f", "bool", value.at()));
    }
    return new Expression.Call(function.signature(), arguments, null, plain(to), value.at());
  }

  private Expression elementwise(Expression value, PgType from, PgType to, Catalog.Column column)
      throws RefusalException, SQLException {
    PgType fromElement = target.types().of(from.element());
    PgType toElement = target.types().of(to.element());
    Expression element = new Expression.FanOutColumn(0, "element", plain(fromElement), value.at());
    Expression cast = builtIn(element, fromElement, toElement, column);
    return cast instanceof Expression.Relabel
        ? new Expression.Relabel(value, plain(to), value.at())
        : new Expression.ArrayCast(value, cast, plain(to), value.at());
  }

  /**
   * A literal or parameter that is a whole select item: the new column's input function reads it.
   *
   * @param text null for NULL
   */
  Expression literal(@Nullable String text, Catalog.Column column, int at)
      throws RefusalException, SQLException {
    ColumnType to = column.type();
    PgType base = target.types().baseOf(column.typeOid());
    ColumnType plain = plain(base);
    if (base.category() == 'D') {
      refusals.checkNotNow();
    }
    String value = text == null ? null : output(text, plain, at);
    Expression constant = new Expression.Constant(value, plain, at);
    boolean assign = to.modifier() != -1 || to.domain();
    return assign ? new Expression.Assign(constant, column.name(), to, at) : constant;
  }

  /** What a literal of that type prints as. */
  private String output(String text, ColumnType type, int at)
      throws RefusalException, SQLException {
    var savepoint = connection.setSavepoint();
    try (PreparedStatement query =
        connection.prepareStatement("SELECT CAST(CAST(? AS " + type.display() + ") AS text)")) {
      query.setString(1, text);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        String output = row.getString(1);
        return type.base().equals("bool") ? output.substring(0, 1) : output;
      }
    } catch (PSQLException refused) {
      connection.rollback(savepoint);
      ServerErrorMessage message = refused.getServerErrorMessage();
      if (message == null) {
        throw refused;
      }
      throw refusals.refuse(
          String.valueOf(message.getSQLState()),
          at,
          String.valueOf(message.getMessage()),
          SelectAnalysis.hint(message));
    }
  }

  private static boolean isUserDefined(ColumnType type) {
    return type.base().startsWith("\"");
  }

  private ColumnType text() throws SQLException {
    return target.types().columnType("text");
  }

  private ColumnType plain(PgType type) throws SQLException {
    return target.types().columnType(type.oid(), -1, 0);
  }

  private Expression constant(String text, String type, int at) throws SQLException {
    return new Expression.Constant(text, target.types().columnType(type), at);
  }

  /** In PostgreSQL's own words. */
  private RefusalException mismatch(Expression value, Catalog.Column column) {
    return refusals.refuse(
        "42804",
        value.at(),
        "column \""
            + column.name()
            + "\" is of type "
            + column.type().display()
            + " but expression is of type "
            + value.type().display(),
        "You will need to rewrite or cast the expression.");
  }
}
