package dev.crossfade.operator.demo.tux;

import dev.crossfade.operator.demo.GeneratedData;
import dev.crossfade.operator.demo.SqlFolder;
import dev.crossfade.testkit.TestDatabase;
import dev.crossfade.testkit.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** An old Tux database with made-up rows, and beside its tables, where asked for, the new ones. */
final class TuxDatabase implements AutoCloseable {

  static final Path MIGRATION = Path.of("../migrations/tux");
  static final TuxDemo DEMO = new TuxDemo(MIGRATION);

  private final TestDatabase database = TestPostgres.shared().create("tux");
  private final GeneratedData data;

  TuxDatabase(long seed, double scale) throws SQLException {
    try (Connection connection = database.connect()) {
      DEMO.createOldSchema(connection);
      data = DEMO.generate(connection, seed, scale);
    }
  }

  TestDatabase database() {
    return database;
  }

  GeneratedData data() {
    return data;
  }

  DataSource dataSource() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(database.url());
    return source;
  }

  /** The old and the new tables differ in their names, so both have room in one schema. */
  void addNewSchema() {
    new SqlFolder(MIGRATION.resolve("schema")).texts().forEach(database::execute);
  }

  /** What every table holds, whatever the order of its rows. */
  TreeMap<String, String> contents() {
    TreeMap<String, String> contents = new TreeMap<>();
    for (String table : data.rowsByTable().keySet()) {
      contents.put(
          table,
          Objects.requireNonNull(
              database.ask(
                  "SELECT md5(string_agg(t::text, E'\\n' ORDER BY t::text)) FROM \"%s\" t"
                      .formatted(table))));
    }
    return contents;
  }

  List<String> column(String sql) {
    return database.query(sql).stream().map(row -> String.valueOf(row.get(0))).toList();
  }

  @Override
  public void close() {
    database.close();
  }
}
