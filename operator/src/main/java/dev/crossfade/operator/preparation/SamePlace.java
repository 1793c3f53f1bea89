package dev.crossfade.operator.preparation;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.operator.newschema.NewTables;
import dev.crossfade.operator.planning.Planned;
import dev.crossfade.operator.terminal.Problem;
import dev.crossfade.schemas.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Old and new tables that are the same: two schemas of one database are fine, one is not. */
final class SamePlace {

  // Two names may lead to one server, so it is the server that says which it is.
  private static final String IDENTITY =
      "SELECT pg_catalog.pg_postmaster_start_time()::text || d.oid"
          + " FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()";

  private static final String TABLES =
      """
      SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ? AND c.relkind IN ('r', 'p') AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_class h WHERE h.relnamespace = n.oid AND h.relname = ?)
      """;

  private SamePlace() {}

  /** One problem that names the tables, or none. */
  static List<Problem> problems(MigrationConfig config, NewTables tables, Planned planned)
      throws SQLException {
    Optional<PostgresUrl> old = config.oldSide().address();
    Optional<PostgresUrl> newSide = config.newSide().address();
    if (old.isEmpty()
        || newSide.isEmpty()
        || !identity(old.get()).equals(identity(newSide.get()))) {
      return List.of();
    }
    Set<String> both = new TreeSet<>(tables.expected().keySet());
    both.retainAll(read(config, planned));
    if (both.isEmpty()) {
      return List.of();
    }
    return List.of(
        new Problem(
            Problem.Severity.ERROR,
            "same-tables",
            config.file().getFileName().toString(),
            0,
            0,
            "old and new are the same schema "
                + config.newSide().schema()
                + " of the same database, and both have "
                + String.join(", ", both)
                + ": the migration would write into the tables that it reads",
            "give one side another schema: under new, schema: after; or first move the old tables,"
                + " ALTER TABLE … SET SCHEMA before",
            null));
  }

  /** The tables in the new side's schema that the mapping reads, or, if that is open, may read. */
  private static Set<String> read(MigrationConfig config, Planned planned) throws SQLException {
    String schema = config.newSide().schema();
    if (planned.mapping().isPresent()) {
      return planned.mapping().get().oldTables().stream()
          .map(table -> table.id())
          .filter(id -> id.schema().equals(schema))
          .map(TableId::name)
          .collect(Collectors.toSet());
    }
    return config.oldSide().schema().equals(schema) ? there(config) : Set.of();
  }

  /** All tables of the schema, unless some of them were made by us. */
  private static Set<String> there(MigrationConfig config) throws SQLException {
    try (Connection connection = config.oldSide().url().connect();
        PreparedStatement query = connection.prepareStatement(TABLES)) {
      query.setString(1, config.oldSide().schema());
      query.setString(2, NewTables.HISTORY);
      try (ResultSet rows = query.executeQuery()) {
        Set<String> names = new TreeSet<>();
        while (rows.next()) {
          names.add(rows.getString(1));
        }
        return names;
      }
    }
  }

  private static String identity(PostgresUrl url) throws SQLException {
    try (Connection connection = url.connect();
        PreparedStatement query = connection.prepareStatement(IDENTITY);
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getString(1);
    }
  }
}
