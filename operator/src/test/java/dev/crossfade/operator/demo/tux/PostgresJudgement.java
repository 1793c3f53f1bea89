package dev.crossfade.operator.demo.tux;

import dev.crossfade.operator.demo.PlantedDeadLetter;
import dev.crossfade.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What PostgreSQL itself says to mapping.sql: each statement is run for one old row, or one tuple
 * of its LATERAL VALUES, at a time, and what it refuses is written down. Only the two additions of
 * the dialect and its cast into a new enum are put into plain SQL.
 */
final class PostgresJudgement {

  private static final Pattern INSERT = Pattern.compile("INSERT INTO (\\w+)");
  private static final Pattern FROM = Pattern.compile("FROM \"(\\w+)\" (\\w+)");

  private final TestDatabase database;

  PostgresJudgement(TestDatabase database) {
    this.database = database;
  }

  /** Fills the new tables and returns what was refused, as {@link #line} puts it. */
  Set<String> run() throws IOException {
    database.execute(
        "CREATE TABLE refused (new_table text, old_table text, old_key text, sqlstate text, reason text)");
    for (List<String> key :
        nullFree(
            "SELECT conname, conrelid::regclass::text FROM pg_constraint c JOIN pg_class t ON t.oid = conrelid"
                + " WHERE contype = 'f' AND t.relname = lower(t.relname)")) {
      database.execute(
          "ALTER TABLE " + key.get(1) + " DROP CONSTRAINT " + key.get(0)); // as prepare does
    }
    for (String statement : statements()) {
      judge(statement);
    }
    return new TreeSet<>(
        nullFree("SELECT new_table, old_table, old_key, sqlstate, reason FROM refused").stream()
            .map(row -> String.join(" ", row))
            .toList());
  }

  static String line(PlantedDeadLetter planted) {
    return String.join(
        " ",
        planted.newTable(),
        planted.oldTable(),
        String.join(",", planted.oldKey().values()),
        planted.sqlState(),
        planted.sqlState().equals("23514")
            ? planted.reason()
            : ""); // a cast does not say its column
  }

  private void judge(String statement) {
    String newTable = group(INSERT, statement, 1);
    String oldTable = group(FROM, statement, 1);
    String alias = group(FROM, statement, 2);
    List<String> key = primaryKey(oldTable);
    boolean fansOut = statement.contains("LATERAL");
    String one =
        key.stream()
            .map(column -> "'%s.%s = ' || o.%s".formatted(alias, column, column))
            .collect(Collectors.joining(" || ' AND ' || "));
    if (fansOut) {
      one += " || ' AND l.rank = ' || t.tuple";
    }
    int conflict = statement.indexOf("ON CONFLICT");
    String select = conflict < 0 ? statement : statement.substring(0, conflict);
    String rest = conflict < 0 ? "" : statement.substring(conflict);
    database.execute(
        """
        DO $do$
        DECLARE k record; broken text;
        BEGIN
          FOR k IN
            SELECT concat_ws(',', %s) AS old_key, %s AS one
            FROM "%s" o, generate_series(0, %d) AS t(tuple) ORDER BY o, t.tuple
          LOOP
            BEGIN
              EXECUTE $sql$%s$sql$ || k.one || $sql$ %s$sql$;
            EXCEPTION WHEN OTHERS THEN
              GET STACKED DIAGNOSTICS broken = CONSTRAINT_NAME;
              INSERT INTO refused VALUES ('%s', '%s', k.old_key, SQLSTATE, broken);
            END;
          END LOOP;
        END $do$
        """
            .formatted(
                key.stream().map(column -> "o." + column).collect(Collectors.joining(", ")),
                one,
                oldTable,
                fansOut ? 7 : 0,
                select + (fansOut ? " AND " : " WHERE "),
                rest,
                newTable,
                oldTable));
  }

  private static List<String> statements() throws IOException {
    String mapping = Files.readString(TuxDatabase.MIGRATION.resolve("mapping.sql"));
    String plain =
        mapping
            .replaceAll("--[^\n]*", "")
            .replace(
                "(SELECT r.id FROM new.permission_ranks r",
                "COALESCE((SELECT r.id FROM permission_ranks r")
            .replace("r.rank = l.rank)", "r.rank = l.rank), 0)") // a refused rank, too, has an id
            .replace("CASE c.case_type WHEN", "(CASE c.case_type WHEN")
            .replace("ELSE c.case_type::text END", "ELSE c.case_type::text END)::case_type_enum")
            .replace(
                "(guild_id, rank) DO UPDATE", "(guild_id, rank) DO UPDATE SET name = excluded.name")
            .replace(
                "(guild_id, role_id) DO UPDATE",
                "(guild_id, role_id) DO UPDATE SET permission_rank_id = excluded.permission_rank_id");
    List<String> statements = new ArrayList<>();
    for (String statement : plain.split(";")) {
      if (!statement.isBlank()) {
        statements.add(statement);
      }
    }
    return statements;
  }

  private List<String> primaryKey(String table) {
    return nullFree(
            "SELECT attname FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)"
                + " WHERE indisprimary AND indrelid = '\"%s\"'::regclass ORDER BY array_position(indkey::int2[], attnum)"
                    .formatted(table))
        .stream()
        .map(row -> row.get(0))
        .toList();
  }

  private List<List<String>> nullFree(String sql) {
    return database.query(sql).stream()
        .map(row -> row.stream().map(Objects::requireNonNull).map(String::valueOf).toList())
        .toList();
  }

  private static String group(Pattern pattern, String text, int group) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new AssertionError("no " + pattern + " in " + text);
    }
    return matcher.group(group);
  }
}
