package dev.crossfade.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.databases.sqlite.SqliteFile;
import dev.crossfade.e2e.harness.Migration;
import dev.crossfade.e2e.harness.Outcome;
import dev.crossfade.e2e.harness.Services;
import dev.crossfade.e2e.shop.Shop;
import dev.crossfade.e2e.shop.ShopLife;
import dev.crossfade.testkit.Deadline;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ids that a SQLite file gives out, and references to them, through kills of the loader. */
class ShopFileIT {

  private static final int CUSTOMERS = 300;

  private static final String NEW_SCHEMA =
      """
      CREATE TABLE account (
        id INTEGER PRIMARY KEY, email TEXT NOT NULL, display_name TEXT NOT NULL, city TEXT NOT NULL,
        since TEXT NOT NULL
      );
      CREATE TABLE purchase (
        id INTEGER PRIMARY KEY, account_id INTEGER NOT NULL, cents INTEGER NOT NULL,
        status TEXT NOT NULL, placed TEXT NOT NULL, note TEXT
      );
      CREATE TABLE preference (
        id INTEGER PRIMARY KEY AUTOINCREMENT, scope TEXT NOT NULL, name TEXT NOT NULL, value TEXT,
        UNIQUE (scope, name)
      );
      CREATE TABLE phone (
        id INTEGER PRIMARY KEY AUTOINCREMENT, account_id INTEGER NOT NULL, kind TEXT NOT NULL,
        number TEXT NOT NULL, UNIQUE (account_id, kind)
      );
      CREATE TABLE contact_card (
        account_id INTEGER NOT NULL, label TEXT NOT NULL,
        phone_id INTEGER NOT NULL REFERENCES phone (id), PRIMARY KEY (account_id, label)
      );
      """;

  private static final String OLD_CARDS =
      """
      SELECT id, label, number FROM customer,
        LATERAL (VALUES ('call home', phone_home), ('call work', phone_work),
          ('call mobile', phone_mobile)) AS p (label, number)
      WHERE number IS NOT NULL ORDER BY id, label COLLATE "C"
      """;

  private static final String NEW_CARDS =
      """
      SELECT c.account_id, c.label, p.number FROM contact_card c
      LEFT JOIN phone p
        ON p.id = c.phone_id AND p.account_id = c.account_id AND c.label = 'call ' || p.kind
      ORDER BY 1, 2
      """;

  @Test
  void referencesFindTheirRowsThoughTheLoaderIsKilled() throws SQLException {
    Path name = Path.of("shop.db");
    try (Migration migration = Shop.intoFile(CUSTOMERS, NEW_SCHEMA, name)) {
      SqliteFile file = new SqliteFile(migration.folder().resolve(name));
      migration.run("check").yes();
      migration.run("prepare").yes();
      Services services = Services.startedOn(migration);
      try (ShopLife life = ShopLife.start(migration.old(), CUSTOMERS, 11)) {
        for (int kill = 0; kill < 3; kill++) {
          long until = life.committed() + 150;
          Deadline.until(Migration.WAIT_MAX, "the shop went on", () -> life.committed() >= until);
          services.killAndRestart(Services.Kind.LOAD);
        }
        life.stop();
      }
      services.mustAllRun();
      migration.drain();

      assertThat(rows(file, NEW_CARDS)).isEqualTo(migration.old().query(OLD_CARDS));
      assertThat(rows(file, "SELECT count(*) FROM crossfade_dead")).containsExactly(List.of("0"));
      migration.run("verify").yes();
      aReferenceToAnotherRowIsFound(migration, file);
    }
  }

  /** Seen red when SqliteSelect shows the id itself in place of the natural key. */
  private static void aReferenceToAnotherRowIsFound(Migration migration, SqliteFile file)
      throws SQLException {
    List<String> guards =
        rows(
                file,
                "SELECT 'DROP TRIGGER \"' || name || '\"' FROM sqlite_schema"
                    + " WHERE type = 'trigger' AND tbl_name = 'contact_card'")
            .stream()
            .map(row -> row.get(0))
            .toList();
    try (Connection connection = file.write();
        Statement statement = connection.createStatement()) {
      for (String drop : guards) {
        statement.execute(drop);
      }
      statement.execute(
          "UPDATE contact_card SET phone_id = (SELECT max(id) FROM phone)"
              + " WHERE rowid = (SELECT min(rowid) FROM contact_card)");
    }
    Outcome verify = migration.run("verify");
    assertThat(verify.code()).as(verify.toString()).isEqualTo(1);
    assertThat(verify.out()).contains("contact_card");
  }

  private static List<List<String>> rows(SqliteFile file, String query) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    try (Connection connection = file.read();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      while (found.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
          row.add(found.getString(i));
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
