package dev.crossfade.operator.demo.quanta;

import dev.crossfade.operator.demo.DemoSystem;
import dev.crossfade.operator.demo.ExpectedDeadLetters;
import dev.crossfade.operator.demo.GeneratedData;
import dev.crossfade.operator.demo.LiveWorkload;
import dev.crossfade.operator.demo.PlantedDeadLetter;
import dev.crossfade.operator.demo.SqlFolder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Quanta, whose users become avatars. Its old schema, the rows in it and the queries for its dead
 * letters stand in the folder of its migration.
 */
public final class QuantaDemo implements DemoSystem {

  private static final int USERS = 100_000;
  private static final int USERS_MIN = 40;

  /** Users, avatars, posts and follows for each user, about. */
  private static final double ROWS_PER_USER = 6.16;

  private static final List<String> TABLES =
      List.of("users", "avatars", "posts", "follows", "migration_log");

  private final SqlFolder oldSchema;
  private final SqlFolder rows;
  private final ExpectedDeadLetters deadLetters;

  /**
   * @param migration the folder {@code migrations/quanta}
   */
  public QuantaDemo(Path migration) {
    this.oldSchema = new SqlFolder(migration.resolve("demo/old"));
    this.rows = new SqlFolder(migration.resolve("demo/data"));
    this.deadLetters =
        new ExpectedDeadLetters(new SqlFolder(migration.resolve("demo/dead-letters")));
  }

  @Override
  public String name() {
    return "quanta";
  }

  @Override
  public void createOldSchema(Connection old) throws SQLException {
    oldSchema.runOn(old);
  }

  @Override
  public GeneratedData generate(Connection old, long seed, double scale) throws SQLException {
    long users = Math.max(USERS_MIN, Math.round(USERS * scale));
    Map<String, Long> written = new LinkedHashMap<>();
    try (Statement statement = old.createStatement()) {
      for (String script : rows.texts()) {
        statement.execute(
            script.replace(":seed", String.valueOf(seed)).replace(":users", String.valueOf(users)));
      }
      statement.execute("ANALYZE");
      for (String table : TABLES) {
        try (ResultSet count = statement.executeQuery("SELECT count(*) FROM " + table)) {
          count.next();
          written.put(table, count.getLong(1));
        }
      }
    }
    return new GeneratedData(written, expectedDeadLetters(old));
  }

  @Override
  public double scaleFor(long rows) {
    return rows / (USERS * ROWS_PER_USER);
  }

  @Override
  public LiveWorkload workload(DataSource old, long seed, int changesPerSecond) {
    return CreatorsAtWork.of(old, seed, changesPerSecond);
  }

  @Override
  public List<PlantedDeadLetter> expectedDeadLetters(Connection old) throws SQLException {
    return deadLetters.in(old);
  }
}
