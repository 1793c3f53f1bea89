package dev.crossfade.mapping.analysis;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The functions of one database, read when they are asked for. */
final class Functions {

  private static final String READ =
      """
      SELECT p.oid, n.nspname, p.proname, p.proargtypes::text, p.prokind, p.provolatile,
             p.proretset, coalesce(x.extname, ''), coalesce(p.proargdefaults::text, '')
        FROM pg_proc p
        JOIN pg_namespace n ON n.oid = p.pronamespace
        LEFT JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid
                             AND d.deptype = 'e' AND d.refclassid = 'pg_extension'::regclass
        LEFT JOIN pg_extension x ON x.oid = d.refobjid
       WHERE p.oid = ?""";

  private static final String CAST =
      """
      SELECT castfunc, castmethod FROM pg_cast
       WHERE castsource = ? AND casttarget = ? AND castcontext IN ('a', 'i')""";

  private static final String BUILT_IN =
      """
      SELECT p.oid FROM pg_proc p
       WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.proname = ?
         AND p.proargtypes::text = ?""";

  private final Connection connection;
  private final Types types;
  private final Map<Long, PgFunction> byOid = new HashMap<>();

  Functions(Connection connection, Types types) {
    this.connection = connection;
    this.types = types;
  }

  /**
   * How a value of one type is stored in a column of another.
   *
   * @param method f function, b the same bytes, i through text
   */
  record Cast(char method, long function) {}

  /**
   * A function by its oid.
   *
   * @throws NodeFormatException if there is none
   */
  PgFunction of(long oid) throws SQLException {
    PgFunction known = byOid.get(oid);
    if (known != null) {
      return known;
    }
    try (PreparedStatement query = connection.prepareStatement(READ)) {
      query.setLong(1, oid);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          throw new NodeFormatException("function " + oid + " does not exist");
        }
        PgFunction function = read(row);
        byOid.put(oid, function);
        return function;
      }
    }
  }

  private PgFunction read(ResultSet row) throws SQLException {
    String listed = row.getString(4);
    List<Long> arguments =
        listed.isEmpty()
            ? List.of()
            : Arrays.stream(listed.split(" ")).map(Long::parseLong).toList();
    String name = row.getString(3);
    String schema = row.getString(2);
    String signature =
        arguments.stream()
            .map(oid -> types.of(oid).reference())
            .collect(Collectors.joining(",", name + "(", ")"));
    return new PgFunction(
        row.getLong(1),
        schema,
        name,
        schema.equals("pg_catalog") ? signature : schema + "." + signature,
        arguments,
        row.getString(5).charAt(0),
        row.getString(6).charAt(0),
        row.getBoolean(7),
        row.getString(8),
        row.getString(9));
  }

  /** {@code server_version_num}. */
  int serverVersion() throws SQLException {
    try (PreparedStatement query = connection.prepareStatement("SHOW server_version_num");
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getInt(1);
    }
  }

  /** The built-in function with these argument types. */
  Optional<PgFunction> builtIn(String name, List<Long> arguments) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(BUILT_IN)) {
      query.setString(1, name);
      query.setString(2, arguments.stream().map(String::valueOf).collect(Collectors.joining(" ")));
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(of(row.getLong(1))) : Optional.empty();
      }
    }
  }

  /** The cast that an INSERT may use between two types, if {@code pg_cast} has one. */
  Optional<Cast> assignmentCast(long source, long target) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(CAST)) {
      query.setLong(1, source);
      query.setLong(2, target);
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? Optional.of(new Cast(row.getString(2).charAt(0), row.getLong(1)))
            : Optional.empty();
      }
    }
  }

  /** The function of an operator. */
  long functionOfOperator(long operator) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT oprcode::oid FROM pg_operator WHERE oid = ?")) {
      query.setLong(1, operator);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          throw new NodeFormatException("operator " + operator + " does not exist");
        }
        return row.getLong(1);
      }
    }
  }
}
