package dev.crossfade.operator.demo.theprogram;

import dev.crossfade.operator.demo.DemoSystem;
import dev.crossfade.operator.demo.ExpectedDeadLetters;
import dev.crossfade.operator.demo.GeneratedData;
import dev.crossfade.operator.demo.LiveWorkload;
import dev.crossfade.operator.demo.PlantedDeadLetter;
import dev.crossfade.operator.demo.SqlFolder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * TheProgram: 200 users with 50 clients each, one of whom moves to a file of her own. Its old
 * schema, its rows and its life are SQL in the folder of its migration.
 */
public final class TheprogramDemo implements DemoSystem {

  /** Whose data moves. */
  public static final String USER_EMAIL = "user.1@example.com";

  private static final int USERS = 200;
  private static final int USERS_MIN = 3;
  private static final int CLIENTS_OF_EACH = 50;

  /** Rows of all tables for each user, about. */
  private static final double ROWS_OF_EACH = 360;

  private static final List<String> TABLES =
      List.of(
          "users",
          "user_preferences",
          "clients",
          "birth_data",
          "charts",
          "chart_interpretations",
          "interpretations",
          "aspect_patterns",
          "transit_events",
          "session_notes",
          "location_cache");

  private final SqlFolder oldSchema;
  private final SqlFolder data;
  private final SqlFolder life;
  private final ExpectedDeadLetters deadLetters;

  /**
   * @param migration the folder {@code migrations/theprogram}
   */
  public TheprogramDemo(Path migration) {
    this.oldSchema = new SqlFolder(migration.resolve("demo/old"));
    this.data = new SqlFolder(migration.resolve("demo/data"));
    this.life = new SqlFolder(migration.resolve("demo/life"));
    this.deadLetters =
        new ExpectedDeadLetters(new SqlFolder(migration.resolve("demo/dead-letters")));
  }

  @Override
  public String name() {
    return "theprogram";
  }

  @Override
  public Map<String, String> environment() {
    return Map.of("USER_EMAIL", USER_EMAIL);
  }

  @Override
  public void createOldSchema(Connection old) throws SQLException {
    oldSchema.runOn(old);
  }

  @Override
  public GeneratedData generate(Connection old, long seed, double scale) throws SQLException {
    long users = Math.max(USERS_MIN, Math.round(USERS * scale));
    try (PreparedStatement settings =
        old.prepareStatement(
            "SELECT set_config('demo.seed', ?, false), set_config('demo.users', ?, false),"
                + " set_config('demo.clients', ?, false)")) {
      settings.setString(1, String.valueOf(seed));
      settings.setString(2, String.valueOf(users));
      settings.setString(3, String.valueOf(CLIENTS_OF_EACH));
      settings.execute();
    }
    data.runOn(old);
    try (Statement statement = old.createStatement()) {
      statement.execute("ANALYZE");
    }
    return new GeneratedData(rows(old), expectedDeadLetters(old));
  }

  private static Map<String, Long> rows(Connection old) throws SQLException {
    Map<String, Long> rows = new LinkedHashMap<>();
    try (Statement statement = old.createStatement()) {
      for (String table : TABLES) {
        try (ResultSet count = statement.executeQuery("SELECT count(*) FROM " + table)) {
          count.next();
          rows.put(table, count.getLong(1));
        }
      }
    }
    return rows;
  }

  @Override
  public double scaleFor(long rows) {
    return rows / (USERS * ROWS_OF_EACH);
  }

  @Override
  public LiveWorkload workload(DataSource old, long seed, int changesPerSecond) {
    return UsersAtWork.of(old, Life.of(life.texts()), seed, changesPerSecond);
  }

  @Override
  public List<PlantedDeadLetter> expectedDeadLetters(Connection old) throws SQLException {
    return deadLetters.in(old);
  }
}
