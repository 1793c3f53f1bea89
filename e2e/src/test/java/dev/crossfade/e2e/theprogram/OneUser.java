package dev.crossfade.e2e.theprogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.databases.sqlite.SqliteFile;
import dev.crossfade.e2e.harness.Database;
import dev.crossfade.e2e.harness.Migration;
import dev.crossfade.loader.sqlite.SqliteDatabase;
import dev.crossfade.operator.demo.LiveWorkload;
import dev.crossfade.operator.demo.theprogram.TheprogramDemo;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A shared server of some users, one of whom moves, and what is true of her file: said here once
 * more, by queries that share nothing with mapping.sql.
 */
public final class OneUser {

  private static final Path FOLDER = Path.of("../migrations/theprogram");
  private static final TheprogramDemo DEMO = new TheprogramDemo(FOLDER);

  /** Hers, by the old database alone: a chart is, with everything that it stands on. */
  private static final String HERS =
      """
      CREATE SCHEMA truth;
      CREATE VIEW truth.me AS SELECT id FROM users WHERE email = 'user.1@example.com';
      CREATE VIEW truth.client AS SELECT id FROM clients WHERE user_id IN (SELECT id FROM truth.me);
      CREATE VIEW truth.birth AS SELECT id FROM birth_data WHERE client_id IN (SELECT id FROM truth.client);
      CREATE VIEW truth.chart AS SELECT id FROM charts WHERE user_id IN (SELECT id FROM truth.me)
        AND birth_data_id IN (SELECT id FROM truth.birth)
        AND (client_id IS NULL OR client_id IN (SELECT id FROM truth.client));
      """;

  private static final String TIMES = "t.created_at, t.updated_at";
  private static final String ISO_TIMES =
      "replace(t.created_at::text, ' ', 'T'), replace(t.updated_at::text, ' ', 'T')";

  /**
   * One new table.
   *
   * @param common columns that both sides show alike
   * @param old further columns, as the old database has to show them
   * @param now the same, as SQLite has to
   * @param where which old rows
   */
  private record Truth(String common, String old, String now, String where) {}

  private static final Map<String, Truth> TABLES =
      Map.of(
          "clients",
          new Truth(
              "t.id, t.first_name, t.last_name, t.email, t.phone, t.notes",
              ISO_TIMES,
              TIMES,
              "t.id IN (SELECT id FROM truth.client)"),
          "birth_data",
          new Truth(
              "t.id, t.client_id, t.birth_date, t.birth_time, t.timezone, t.utc_offset, t.city,"
                  + " t.state_province, t.country, t.rodden_rating, t.gender",
              "t.time_unknown::int, (t.latitude * 10000000)::bigint, (t.longitude * 10000000)::bigint, "
                  + ISO_TIMES,
              "t.time_unknown, CAST(round(t.latitude * 10000000) AS INTEGER), CAST(round(t.longitude * 10000000) AS INTEGER), "
                  + TIMES,
              "t.id IN (SELECT id FROM truth.birth)"),
          "charts",
          new Truth(
              "t.id, t.client_id, t.birth_data_id, t.chart_name, t.chart_type, t.astro_system,"
                  + " t.house_system, t.ayanamsa, t.zodiac_type, t.calculation_params, t.chart_data",
              "replace(t.last_viewed::text, ' ', 'T'), " + ISO_TIMES,
              "t.last_viewed, " + TIMES,
              "t.id IN (SELECT id FROM truth.chart)"),
          "chart_interpretations",
          new Truth(
              "t.id, t.chart_id, t.element_type, t.element_key, t.ai_description, t.ai_model,"
                  + " t.ai_prompt_version, t.version, t.is_approved",
              ISO_TIMES,
              TIMES,
              "t.chart_id IN (SELECT id FROM truth.chart)"),
          "aspect_patterns",
          new Truth(
              "t.id, t.chart_id, t.pattern_type, t.planets_involved, t.description",
              ISO_TIMES,
              TIMES,
              "t.chart_id IN (SELECT id FROM truth.chart)"),
          "transit_events",
          new Truth(
              "t.id, t.chart_id, t.event_date, t.transiting_planet, t.natal_planet, t.aspect_type",
              "(t.orb * 100)::bigint, t.is_applying::int, " + ISO_TIMES,
              "CAST(round(t.orb * 100) AS INTEGER), t.is_applying, " + TIMES,
              "t.chart_id IN (SELECT id FROM truth.chart)"),
          "session_notes",
          new Truth(
              "t.id, t.client_id, t.note_date, t.note_content",
              ISO_TIMES,
              TIMES,
              "t.user_id IN (SELECT id FROM truth.me) AND t.client_id IN (SELECT id FROM truth.client)"
                  + " AND t.note_content IS NOT NULL"),
          "interpretations",
          new Truth(
              "t.id, t.interpretation_type, t.key_identifier, t.tradition, t.text_content, t.source",
              "t.is_user_custom::int, " + ISO_TIMES,
              "t.is_user_custom, " + TIMES,
              "t.user_id IS NULL OR t.user_id IN (SELECT id FROM truth.me)"),
          "location_cache",
          new Truth(
              "t.id, t.city_name, t.state_province, t.country, t.timezone, t.geonames_id",
              "(t.latitude * 10000000)::bigint, " + ISO_TIMES,
              "CAST(round(t.latitude * 10000000) AS INTEGER), " + TIMES,
              "true"));

  private final Migration migration;
  private final SqliteFile file;

  private OneUser(Migration migration) {
    this.migration = migration;
    this.file = new SqliteFile(migration.folder().resolve("app.db"));
  }

  /** About {@code rows} old rows over all users; nothing is prepared. */
  public static OneUser with(long rows, long seed) {
    Migration migration = Migration.copyOf(FOLDER);
    OneUser user = new OneUser(migration);
    migration.writesTo(new SqliteDatabase(user.file.path()));
    migration.write(
        "migration.yaml",
        migration.read("migration.yaml").replace("\"${USER_EMAIL}\"", TheprogramDemo.USER_EMAIL));
    try (Connection connection = migration.old().connect()) {
      DEMO.createOldSchema(connection);
      DEMO.generate(connection, seed, DEMO.scaleFor(rows));
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
    migration.old().execute(HERS);
    return user;
  }

  public Migration migration() {
    return migration;
  }

  /** All users at work, not yet started. */
  public LiveWorkload life(long seed, int changesPerSecond) {
    return DEMO.workload(migration.old().dataSource(), seed, changesPerSecond);
  }

  /** Compares the whole file with the old database, row by row; whoever calls has drained. */
  public void mustBeTrue() {
    Database old = migration.old();
    TABLES.forEach(
        (table, truth) ->
            assertThat(query("SELECT %s, %s FROM %s t".formatted(truth.common, truth.now, table)))
                .as(table)
                .containsExactlyInAnyOrderElementsOf(
                    old.query(
                        "SELECT %s, %s FROM %s t WHERE %s"
                            .formatted(truth.common, truth.old, table, truth.where))));
    assertThat(query("SELECT id, password_hash, created_at, updated_at FROM app_config"))
        .isEqualTo(
            old.query(
                "SELECT 1, password_hash, %s FROM users t WHERE id IN (SELECT id FROM truth.me)"
                    .formatted(ISO_TIMES)));
    String preferences = "default_house_system, aspect_orbs, color_scheme, displayed_points";
    assertThat(query("SELECT id, %s, updated_at FROM user_preferences".formatted(preferences)))
        .isEqualTo(
            old.query(
                "SELECT 1, %s, replace(updated_at::text, ' ', 'T') FROM user_preferences WHERE user_id IN (SELECT id FROM truth.me)"
                    .formatted(preferences)));
  }

  /**
   * Looks for each id of the file, wherever it stands, among what the old database says is
   * another's. Returns the columns that hold some, with how many.
   */
  public List<String> leaked() {
    List<String> leaked = new ArrayList<>();
    look(
        "clients",
        "id",
        "SELECT id FROM clients WHERE user_id NOT IN (SELECT id FROM truth.me)",
        leaked);
    for (String reference :
        List.of("birth_data.client_id", "charts.client_id", "session_notes.client_id")) {
      String[] parts = reference.split("\\.");
      look(
          parts[0],
          parts[1],
          "SELECT id FROM clients WHERE user_id NOT IN (SELECT id FROM truth.me)",
          leaked);
    }
    String foreignBirth =
        "SELECT id FROM birth_data WHERE client_id NOT IN (SELECT id FROM truth.client)";
    look("birth_data", "id", foreignBirth, leaked);
    look("charts", "birth_data_id", foreignBirth, leaked);
    String foreignChart = "SELECT id FROM charts WHERE user_id NOT IN (SELECT id FROM truth.me)";
    look("charts", "id", foreignChart, leaked);
    for (String table : List.of("chart_interpretations", "aspect_patterns", "transit_events")) {
      look(table, "chart_id", foreignChart, leaked);
    }
    look(
        "session_notes",
        "id",
        "SELECT id FROM session_notes WHERE user_id NOT IN (SELECT id FROM truth.me)",
        leaked);
    look(
        "interpretations",
        "id",
        "SELECT id FROM interpretations WHERE user_id NOT IN (SELECT id FROM truth.me)",
        leaked);
    look(
        "app_config",
        "password_hash",
        "SELECT password_hash FROM users WHERE id NOT IN (SELECT id FROM truth.me)",
        leaked);
    return leaked;
  }

  private void look(String table, String column, String foreign, List<String> leaked) {
    List<List<@Nullable String>> others = migration.old().query(foreign);
    long found =
        query("SELECT DISTINCT " + column + " FROM " + table).stream()
            .filter(new HashSet<>(others)::contains)
            .count();
    if (found > 0) {
      leaked.add(table + "." + column + ": " + found);
    }
  }

  /** Rows of the file as text. */
  public List<List<@Nullable String>> query(String sql) {
    try (Connection connection = file.read();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<List<@Nullable String>> rows = new ArrayList<>();
      while (result.next()) {
        List<@Nullable String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getString(i));
        }
        rows.add(row);
      }
      return rows;
    } catch (SQLException failure) {
      throw new AssertionError(sql, failure);
    }
  }

  public long count(String table) {
    return Long.parseLong(String.valueOf(query("SELECT count(*) FROM " + table).get(0).get(0)));
  }

  /** Another program changes the file. */
  public void execute(List<String> changes) {
    try (Connection connection = file.write();
        Statement statement = connection.createStatement()) {
      for (String change : changes) {
        statement.execute(change);
      }
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }

  /** What takes off a table what refuses other writers. */
  public List<String> guardsOf(String table) {
    List<String> drops = new ArrayList<>();
    for (List<@Nullable String> guard :
        query(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = '%s' AND sql LIKE '%%crossfade_fills_this_table%%'"
                .formatted(table))) {
      drops.add("DROP TRIGGER \"" + guard.get(0) + "\"");
    }
    return drops;
  }

  public void mustRefuse(String change) {
    assertThatThrownBy(() -> execute(List.of(change)))
        .hasMessageContaining("write_to_the_old_database");
  }
}
