package dev.crossfade.operator.newschema;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.databases.sqlite.SqliteCatalog;
import dev.crossfade.databases.sqlite.SqliteFile;
import dev.crossfade.databases.sqlite.SqliteTable;
import dev.crossfade.databases.sqlite.SqliteTypes;
import dev.crossfade.databases.sqlite.StandIn;
import dev.crossfade.operator.config.PostgresSide;
import dev.crossfade.operator.config.SqliteSide;
import dev.crossfade.operator.failure.OperatorFailure;
import dev.crossfade.schemas.TableId;
import dev.crossfade.schemas.TypeTable;
import dev.crossfade.verifier.checks.CheckSession;
import dev.crossfade.verifier.sqlite.SqliteCheckSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** New tables in a SQLite file. */
final class SqliteSchema implements NewSchema {

  private final SqliteSide side;
  private final SchemaFiles files;

  SqliteSchema(SqliteSide side, SchemaFiles files) {
    this.side = side;
    this.files = files;
  }

  @Override
  public void make() {
    files.applyTo(source(side.file()), SqliteSide.SCHEMA, side.shown());
  }

  /** A file that is not there has no tables. */
  @Override
  public Seen present() throws SQLException {
    return new Tables(side.file(), Files.exists(side.file()) ? read(side.file()) : List.of());
  }

  @Override
  public Tables tried(ScratchPostgres scratch) throws SQLException {
    Path file = scratch.folder().resolve("new.db");
    files.applyTo(source(file), SqliteSide.SCHEMA, "a SQLite file of its own");
    return new Tables(file, read(file));
  }

  /** A file that is not there has nothing to remove. */
  @Override
  public void remove() throws SQLException {
    if (!Files.exists(side.file())) {
      return;
    }
    List<String> drops;
    try (ScratchPostgres scratch = ScratchPostgres.open();
        Connection tried = new SqliteFile(tried(scratch).file()).read()) {
      drops = drops(tried);
    }
    SqliteFile file = new SqliteFile(side.file());
    var unused =
        file.naming(
            () -> {
              execute(file, drops);
              return true;
            });
  }

  private static void execute(SqliteFile file, List<String> drops) throws SQLException {
    try (Connection connection = file.write();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String drop : drops) {
        statement.execute(drop);
      }
      connection.setAutoCommit(true); // commits
    }
  }

  /** Views first; indexes and triggers go with their tables. */
  private static List<String> drops(Connection tried) throws SQLException {
    List<String> drops = new ArrayList<>();
    try (Statement statement = tried.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT type, name FROM sqlite_schema WHERE type IN ('table', 'view')"
                    + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type DESC")) {
      while (rows.next()) {
        drops.add("DROP " + rows.getString(1) + " IF EXISTS " + TableId.quote(rows.getString(2)));
      }
    }
    return drops;
  }

  @Override
  public TypeTable types() {
    return new SqliteTypes();
  }

  private static SQLiteDataSource source(Path file) {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  private List<SqliteTable> read(Path file) throws SQLException {
    SQLiteConfig reading = new SQLiteConfig();
    reading.setReadOnly(true);
    try (Connection connection = reading.createConnection("jdbc:sqlite:" + file)) {
      return SqliteCatalog.read(connection).stream()
          .filter(table -> !table.name().equals(SchemaFiles.HISTORY))
          .toList();
    } catch (SQLException refused) {
      throw OperatorFailure.unreachable(
          side.shown() + " cannot be read as a SQLite database",
          "see that it is one, and who may read it",
          refused);
    }
  }

  private record Tables(Path file, List<SqliteTable> tables) implements Seen {
    @Override
    public CheckSession checks() throws SQLException {
      return SqliteCheckSession.open(file);
    }

    @Override
    public SortedMap<String, TableShape> shapes() {
      SortedMap<String, TableShape> shapes = new TreeMap<>();
      tables.forEach(table -> shapes.put(table.name(), shape(table)));
      return shapes;
    }

    private static TableShape shape(SqliteTable table) {
      SortedMap<String, String> columns = new TreeMap<>();
      table.columns().forEach(column -> columns.put(column.name(), words(column)));
      TreeSet<String> keys = new TreeSet<>();
      for (SqliteTable.Key key : table.keys()) {
        keys.add(
            (key.primary() ? "PRIMARY KEY (" : "UNIQUE (")
                + String.join(", ", key.columns())
                + ")");
      }
      return new TableShape(table.name(), columns, keys);
    }

    private static String words(SqliteTable.Column column) {
      String type = column.declaredType().isEmpty() ? "without a type" : column.declaredType();
      String generated = column.filled() == SqliteTable.Filled.GENERATED ? " GENERATED ALWAYS" : "";
      return type + generated + (column.notNull() ? " NOT NULL" : "");
    }

    @Override
    public PostgresSide analysed(ScratchPostgres scratch) throws SQLException {
      PostgresUrl url = scratch.database("stand_in");
      try (Connection connection = url.connect()) {
        StandIn.make(tables, connection);
      }
      return new PostgresSide(url, SqliteSide.SCHEMA);
    }
  }
}
