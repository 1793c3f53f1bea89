package dev.crossfade.loader;

import static dev.crossfade.loader.Columns.column;
import static dev.crossfade.loader.Columns.notNull;
import static dev.crossfade.loader.Records.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.databases.sqlite.SqliteFile;
import dev.crossfade.loader.sqlite.SqliteDatabase;
import dev.crossfade.schemas.NewTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole loaders, a real broker, one SQLite file. */
class SqliteLoaderIT {

  private static final NewTable PEOPLE =
      table("people", List.of(notNull("id", "bigint"), column("name", "text")), "id");

  @TempDir private Path folder;

  // Red if SqliteRows.delete deletes nothing. Not by the compare-and-set alone: Kafka's group gives
  // each partition one owner, and SqliteLoadTest holds what happens when it has two.
  @Test
  void severalLoadersComeAndGoAndEveryRowIsItsLastVersion() throws Exception {
    SqliteFile file = new SqliteFile(folder.resolve("app.db"));
    try (Connection connection = file.create();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT)");
    }
    TreeMap<Long, String> expected = new TreeMap<>();
    Random random = new Random(7);
    try (NewWorld world = new NewWorld(4, List.of(PEOPLE), new SqliteDatabase(file.path()))) {
      LoaderSettings small = world.settings().withBatchRowsMax(50);
      RunningLoader first = world.load(small);
      for (int round = 0; round < 6; round++) {
        world.send(() -> changes(world, random, expected));
        if (round == 2) {
          world.load(small);
        } else if (round == 4) {
          first.close();
        }
      }
      world.load(small);
      world.untilArrived();
    }
    assertThat(rows(file)).isEqualTo(expected);
  }

  private static void changes(NewWorld world, Random random, TreeMap<Long, String> expected) {
    for (int i = 0; i < 500; i++) {
      long id = 1 + random.nextInt(200);
      if (random.nextInt(4) == 0) {
        world.delete("people", id, null);
        expected.remove(id);
      } else {
        String name = "n" + random.nextInt();
        world.put("people", id, name);
        expected.put(id, name);
      }
    }
  }

  private static TreeMap<Long, String> rows(SqliteFile file) throws SQLException {
    TreeMap<Long, String> rows = new TreeMap<>();
    try (Connection connection = file.read();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT id, name FROM people")) {
      while (found.next()) {
        rows.put(found.getLong(1), found.getString(2));
      }
    }
    return rows;
  }
}
