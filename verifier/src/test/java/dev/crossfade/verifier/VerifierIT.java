package dev.crossfade.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.loader.postgres.LoaderSchema;
import dev.crossfade.mapping.plan.MappedStatement;
import dev.crossfade.mapping.plan.PlanJson;
import dev.crossfade.mapping.plan.PlanNode;
import dev.crossfade.mapping.plan.Sink;
import dev.crossfade.mapping.plan.VerificationQuery;
import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.KeyEncoder;
import dev.crossfade.schemas.KeyForm;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.RowLayout;
import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.RowWriter;
import dev.crossfade.schemas.TableId;
import dev.crossfade.schemas.WireType;
import dev.crossfade.testkit.TestDatabase;
import dev.crossfade.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VerifierIT {

  private static final TableId OLD = new TableId("public", "Item");
  private static final TableId NEW = new TableId("public", "item");
  private static final ColumnType BIGINT = ColumnType.BIGINT;
  private static final ColumnType INTEGER = ColumnType.scalar("integer", "int4");
  private static final ColumnType TEXT = ColumnType.scalar("text", "text");
  private static final ColumnType VARCHAR_5 =
      type("character varying(5)", "varchar", 9, WireType.TEXT, KeyForm.EXACT);
  private static final ColumnType NUMERIC = ColumnType.scalar("numeric", "numeric");
  private static final ColumnType NUMERIC_10_2 =
      type("numeric(10,2)", "numeric", (10 << 16 | 2) + 4, WireType.TEXT, KeyForm.NUMERIC);

  private TestDatabase old;
  private TestDatabase now;
  private DrainPoint drain = max -> true;

  @BeforeEach
  void makeDatabases() throws SQLException {
    old = TestPostgres.shared().create("verify_old");
    now = TestPostgres.shared().create("verify_new");
    old.execute(
        "CREATE TABLE \"Item\" (id bigint PRIMARY KEY, name text, price numeric, count bigint, secret text)",
        "INSERT INTO \"Item\" SELECT i, 'n' || i % 1000, i + 0.555, i, 's' FROM generate_series(1, 3000) i");
    now.execute(
        "CREATE TABLE item (id bigint PRIMARY KEY, name varchar(5), price numeric(10,2), count int, secret text)");
    try (Connection connection = now.connect()) {
      LoaderSchema.create(connection);
    }
    load("true");
  }

  @AfterEach
  void dropDatabases() {
    old.close();
    now.close();
  }

  @Test
  void equalTablesAreEqualWhateverAnAssignmentMadeOfTheValues() throws Exception {
    old.execute("UPDATE \"Item\" SET name = 'abc     ', price = 'NaN' WHERE id = 7");
    now.execute("UPDATE item SET name = 'abc  ', price = 'NaN' WHERE id = 7");
    old.execute("UPDATE \"Item\" SET name = NULL WHERE id = 8");
    now.execute("UPDATE item SET name = NULL WHERE id = 8");

    VerificationReport report = verify(VerifierSettings.standard());

    assertThat(report.equal()).isTrue();
    assertThat(report.tables().get(0).oldRows()).isEqualTo(3000);
    assertThat(report.tables().get(0).newRows()).isEqualTo(3000);
  }

  // BREAKS 13. Seen red when ComparableText casts a text to the new column's type before comparing.
  @Test
  void aTextThatIsTooLongForItsColumnIsADifferenceAndIsNotCutToFit() throws Exception {
    old.execute("UPDATE \"Item\" SET name = 'abcdefgh' WHERE id = 7");
    now.execute("UPDATE item SET name = 'abcde' WHERE id = 7");

    VerificationReport.Table table = verify(VerifierSettings.standard()).tables().get(0);

    assertThat(table.different()).isOne();
    assertThat(table.examples().get(0).columns()).containsExactly("name");
  }

  // Red when the row's hash leaves the columns out (Fingerprints.read hashing k alone).
  @Test
  void oneDifferentValueIsFoundDownToItsColumnAndShownOnlyIfAskedFor() throws Exception {
    now.execute("UPDATE item SET price = price + 0.01, secret = 'x' WHERE id = 1234");

    VerificationReport.Table table = verify(VerifierSettings.standard()).tables().get(0);
    VerificationReport.Table shown =
        verify(
                new VerifierSettings(
                    Set.of(), true, 20, 3, Duration.ofMinutes(1), Duration.ofSeconds(10)))
            .tables()
            .get(0);

    assertThat(table.different()).isOne();
    assertThat(table.examples())
        .singleElement()
        .satisfies(
            example -> {
              assertThat(example.kind()).isEqualTo("different");
              assertThat(example.key()).containsEntry("id", "1234");
              assertThat(example.columns()).containsExactly("price", "secret");
              assertThat(example.values()).isNull();
            });
    assertThat(shown.examples().get(0).values())
        .isEqualTo(Map.of("price", List.of("1234.56", "1234.57"))); // secret is sensitive
  }

  @Test
  void missingAndExtraRowsAreCounted() throws Exception {
    now.execute(
        "DELETE FROM item WHERE id IN (5, 6)", "INSERT INTO item VALUES (9999, 'x', 1, 1, 's')");

    VerificationReport.Table table = verify(VerifierSettings.standard()).tables().get(0);

    assertThat(table.missing()).isEqualTo(2);
    assertThat(table.extra()).isOne();
    assertThat(table.different()).isZero();
  }

  // Red when the raising row aborts the whole verification (fingerprintsOfExpected without its
  // catch).
  @Test
  void aRowThatRaisesIsADifferenceUntilItIsADeadLetter() throws Exception {
    old.execute("INSERT INTO \"Item\" VALUES (4000, 'zero', 0, 1, 's')");
    String select =
        "SELECT i.id AS c1, i.name AS c2, i.price AS c3, i.count + 0 * (1 / NULLIF(i.price, 0.5) / i.price)::int AS c4,"
            + " i.secret AS c5, i.id AS o1, 0::bigint AS ordinal FROM \"Item\" i";
    now.execute("UPDATE item SET count = count");

    VerificationReport.Table raising =
        verify(plan(select), VerifierSettings.standard()).tables().get(0);
    deadLetter("MAP", 1, oldKey(4000));
    VerificationReport.Table dead =
        verify(plan(select), VerifierSettings.standard()).tables().get(0);

    assertThat(raising.raising()).isOne();
    assertThat(raising.missing()).isOne();
    assertThat(dead.equal()).isTrue();
    assertThat(dead.dead()).isOne();
    assertThat(dead.oldRows()).isEqualTo(3000);
  }

  @Test
  void deadLettersOfTheLoaderAreLeftOutByTheirNewKey() throws Exception {
    now.execute("DELETE FROM item WHERE id = 77");
    deadLetter("LOAD", 0, newKey(77));

    VerificationReport.Table table = verify(VerifierSettings.standard()).tables().get(0);

    assertThat(table.equal()).isTrue();
    assertThat(table.oldRows()).isEqualTo(2999);
  }

  // Red when Settlement looks without waiting for the marker.
  @Test
  void aRowThatIsOnlyOnItsWayIsNoDifference() throws Exception {
    old.execute(
        "UPDATE \"Item\" SET name = 'late' WHERE id = 10", "DELETE FROM \"Item\" WHERE id = 11");
    drain =
        max -> {
          now.execute(
              "UPDATE item SET name = 'late' WHERE id = 10", "DELETE FROM item WHERE id = 11");
          return true;
        };

    assertThat(verify(VerifierSettings.standard()).equal()).isTrue();
  }

  @Test
  void aRowThatChangesWhileItIsLookedAtIsLookedAtAgain() throws Exception {
    old.execute("UPDATE \"Item\" SET name = 'a0' WHERE id = 10");
    int[] looks = {0};
    drain =
        max -> {
          looks[0]++;
          if (looks[0] < 5) {
            old.execute("UPDATE \"Item\" SET name = 'a" + looks[0] + "' WHERE id = 10");
          } else {
            now.execute("UPDATE item SET name = 'a4' WHERE id = 10");
          }
          return true;
        };

    assertThat(verify(VerifierSettings.standard()).equal()).isTrue();
    assertThat(looks[0]).isEqualTo(5);
  }

  @Test
  void underOnConflictDoUpdateTheLastOriginIsTheExpectedOne() throws Exception {
    old.execute(
        "TRUNCATE \"Item\"",
        "INSERT INTO \"Item\" VALUES (9, 'a', 9, 9, 's'), (10, 'a', 10, 10, 's')");
    now.execute("TRUNCATE item", "INSERT INTO item VALUES (10, 'a', 10, 10, 's')");
    MigrationPlan plan =
        plan(SELECT, List.of("name"), NewTable.Path.ARRANGED, NewTable.Conflict.LAST_WINS);

    assertThat(verify(plan, VerifierSettings.standard()).equal()).isTrue();
    now.execute("DELETE FROM item", "INSERT INTO item VALUES (9, 'a', 9, 9, 's')");
    assertThat(verify(plan, VerifierSettings.standard()).tables().get(0).different()).isOne();
  }

  // Seen red when RowTexts.Row leaves the copies out of sameAs.
  @Test
  void aKeyThatStandsTwiceIsADifference() throws Exception {
    now.execute(
        "ALTER TABLE item DROP CONSTRAINT item_pkey",
        "INSERT INTO item SELECT * FROM item WHERE id = 12");

    VerificationReport.Table table = verify(VerifierSettings.standard()).tables().get(0);

    assertThat(table.equal()).isFalse();
    assertThat(table.different()).isOne();
    assertThat(table.examples().get(0).kind()).isEqualTo("duplicate");
    assertThat(table.examples().get(0).key()).containsEntry("id", "12");
  }

  // Seen red when Integrity.broken counts rows for which the condition holds.
  @Test
  void rowsThatBreakACheckConstraintAreCounted() throws Exception {
    now.execute(
        "ALTER TABLE item ADD CONSTRAINT small CHECK (count < 2999) NOT VALID",
        "ALTER TABLE item ADD CONSTRAINT positive CHECK (count > 0)");

    VerificationReport report = verify(VerifierSettings.standard());

    assertThat(report.equal()).isTrue();
    assertThat(report.integrity().get(0).broken())
        .containsExactly(new Integrity.Broken("small", 2));
  }

  @Test
  void aSequenceThatWouldGiveOutUsedValuesIsNamed() throws Exception {
    now.execute(
        "ALTER TABLE item ALTER id ADD GENERATED BY DEFAULT AS IDENTITY",
        "CREATE SEQUENCE down INCREMENT -1 OWNED BY item.count",
        "SELECT setval('down', -5)");

    assertThat(verify(VerifierSettings.standard()).integrity().get(0).sequences())
        .containsExactly(
            new Integrity.Sequence("public.down", "count", -5L, 1L, false),
            new Integrity.Sequence("public.item_id_seq", "id", null, 3000L, true));
    now.execute("SELECT setval('item_id_seq', 3000)");
    assertThat(verify(VerifierSettings.standard()).integrity().get(0).sequences())
        .contains(new Integrity.Sequence("public.item_id_seq", "id", 3000L, 3000L, false));
  }

  @Test
  void orphansAreCountedByTheForeignKeysThatAreOff() throws Exception {
    now.execute(
        "CREATE TABLE \"par ent\" (id int PRIMARY KEY)",
        "INSERT INTO \"par ent\" SELECT generate_series(1, 2990)",
        "INSERT INTO crossfade.deferred (kind, table_name, name, restore) VALUES ('foreign key',"
            + " '\"public\".\"item\"', 'fk', ARRAY['ALTER TABLE item ADD CONSTRAINT fk FOREIGN KEY (count)"
            + " REFERENCES public.\"par ent\"(id) ON DELETE CASCADE NOT VALID'])");

    assertThat(verify(VerifierSettings.standard()).tables().get(0).orphans()).isEqualTo(10);
  }

  private static final String SELECT =
      "SELECT i.id AS c1, i.name AS c2, i.price AS c3, i.count AS c4, i.secret AS c5, i.id AS o1, 0::bigint AS"
          + " ordinal FROM \"Item\" i";

  private void load(String condition) {
    for (List<String> row :
        old.query("SELECT id, name, price, count, secret FROM \"Item\" WHERE " + condition).stream()
            .map(r -> List.copyOf(r))
            .toList()) {
      batch
          .append(batch.isEmpty() ? "" : ", ")
          .append(
              "("
                  + row.get(0)
                  + ", '"
                  + row.get(1)
                  + "', "
                  + row.get(2)
                  + ", "
                  + row.get(3)
                  + ", 's')");
    }
    now.execute("INSERT INTO item VALUES " + batch);
  }

  private final StringBuilder batch = new StringBuilder();

  private VerificationReport verify(VerifierSettings settings) throws Exception {
    return verify(plan(SELECT), settings);
  }

  private VerificationReport verify(MigrationPlan plan, VerifierSettings settings)
      throws Exception {
    return new Verifier(
            PostgresUrl.parse(old.url()),
            new PostgresNewSide(PostgresUrl.parse(now.url())),
            "public",
            plan,
            settings,
            max -> drain.drain(max))
        .verify();
  }

  private static MigrationPlan plan(String select) {
    return plan(select, List.of("id"), NewTable.Path.DIRECT, NewTable.Conflict.FIRST_STANDS);
  }

  private static MigrationPlan plan(
      String select, List<String> key, NewTable.Path path, NewTable.Conflict conflict) {
    OldTable oldTable =
        new OldTable(
            OLD,
            List.of(
                new OldTable.Column("id", BIGINT, true),
                new OldTable.Column("name", TEXT, false),
                new OldTable.Column("price", NUMERIC, false),
                new OldTable.Column("count", BIGINT, false),
                new OldTable.Column("secret", TEXT, false)),
            List.of("id"),
            OldTable.Identity.KEY,
            List.of());
    NewTable newTable =
        new NewTable(
            NEW,
            List.of(
                new NewTable.Column("id", BIGINT, true, false, null),
                new NewTable.Column("name", VARCHAR_5, false, false, null),
                new NewTable.Column("price", NUMERIC_10_2, false, false, null),
                new NewTable.Column("count", INTEGER, false, false, null),
                new NewTable.Column("secret", TEXT, false, false, null)),
            key,
            conflict,
            path,
            null,
            List.of());
    VerificationQuery query =
        new VerificationQuery(
            1,
            0,
            NEW,
            List.of(OLD),
            select,
            List.of(
                new VerificationQuery.Output("id", null, BIGINT, BIGINT),
                new VerificationQuery.Output("name", null, TEXT, VARCHAR_5),
                new VerificationQuery.Output("price", null, NUMERIC, NUMERIC_10_2),
                new VerificationQuery.Output("count", null, BIGINT, INTEGER),
                new VerificationQuery.Output("secret", null, TEXT, TEXT)),
            List.of(new VerificationQuery.Origin("id", BIGINT, "\"id\"")));
    MappedStatement statement =
        new MappedStatement(
            1, 0, 0, new PlanNode.Scan(OLD), new Sink(NEW, List.of()), 0, true, "", query);
    return new MigrationPlan(
        "m",
        1,
        "hash",
        1,
        List.of(oldTable),
        List.of(newTable),
        PlanJson.write(List.of(statement)),
        Map.of(NEW.quoted(), List.of("secret")),
        170_000);
  }

  private byte[] oldKey(long id) {
    OldTable table = plan(SELECT).oldTable(OLD);
    RowLayout layout = RowLayout.ofOld("m", table);
    return KeyEncoder.ofOld("m", table).keyOf(row(layout, id));
  }

  private byte[] newKey(long id) {
    NewTable table = plan(SELECT).newTable(NEW);
    return KeyEncoder.ofNew("m", table).keyOf(row(RowLayout.ofNew("m", table), id));
  }

  private static RowView row(RowLayout layout, long id) {
    RowWriter out = new RowWriter(32).header(layout);
    out.putLong(id);
    for (int i = 1; i < layout.size(); i++) {
      out.putNull();
    }
    return new RowView(layout).wrap(out.toBytes());
  }

  private void deadLetter(String stage, int statement, byte[] key) throws SQLException {
    try (Connection connection = now.connect();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO crossfade.dead (generation, stage, statement, new_table, row_key, old_table, key_text,"
                    + " sql_state, reason, committed_at_micros, part) VALUES (1, ?, ?, ?, ?, ?, '{}', '22012', 'x', 0, 0)")) {
      insert.setString(1, stage);
      insert.setInt(2, statement);
      insert.setString(3, NEW.quoted());
      insert.setBytes(4, key);
      insert.setString(5, OLD.quoted());
      insert.executeUpdate();
    }
  }

  private static ColumnType type(
      String display, String base, int modifier, WireType wire, KeyForm form) {
    return new ColumnType(
        display, base, ColumnType.Kind.BASE, false, modifier, List.of(), wire, form);
  }
}
