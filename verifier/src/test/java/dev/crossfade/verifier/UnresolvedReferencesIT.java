package dev.crossfade.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.loader.postgres.LoaderSchema;
import dev.crossfade.mapping.plan.VerificationQuery;
import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.KeyForm;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.TableId;
import dev.crossfade.schemas.WireType;
import dev.crossfade.testkit.TestDatabase;
import dev.crossfade.testkit.TestPostgres;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Casts name an event in their key; a stand-in is a reference beside it that may be missing. */
class UnresolvedReferencesIT {

  private static final TableId OLD = new TableId("public", "roles");
  private static final TableId NEW = new TableId("public", "casts");
  private static final TableId EVENTS = new TableId("public", "events");
  private static final ColumnType TEXT = type("text", "text", WireType.TEXT);
  private static final ColumnType INTEGER = type("integer", "int4", WireType.INT);

  private TestDatabase old;
  private TestDatabase now;

  @BeforeEach
  void makeDatabases() throws Exception {
    old = TestPostgres.shared().create("unresolved_old");
    now = TestPostgres.shared().create("unresolved_new");
    old.execute(
        "CREATE TABLE roles (name text PRIMARY KEY, event text, instead text)",
        "INSERT INTO roles VALUES ('hamlet', 'there', NULL), ('romeo', 'gone', NULL),"
            + " ('julia', 'gone too', 'there'), ('puck', 'there', 'gone')");
    now.execute(
        "CREATE TABLE events (id int PRIMARY KEY, xmlid text UNIQUE)",
        "CREATE TABLE casts (event_id int, name text, instead_id int, PRIMARY KEY (event_id, name))",
        "INSERT INTO events VALUES (1, 'there')",
        "INSERT INTO casts VALUES (1, 'hamlet', NULL), (2, 'romeo', NULL), (3, 'julia', 1),"
            + " (1, 'puck', 2)");
    try (Connection connection = now.connect()) {
      LoaderSchema.create(connection);
    }
  }

  @AfterEach
  void dropDatabases() {
    old.close();
    now.close();
  }

  // Red without the line in Settlement that takes unresolved keys out of the suspects: two rows
  // missing, two extra, one different.
  @Test
  void aReferenceToWhatIsNotThereIsAnOrphanAndNoDifferenceInAKeyToo() throws Exception {
    VerificationReport.Table table = verify();

    assertThat(table.equal()).isTrue();
    assertThat(table.orphans()).isEqualTo(3);
  }

  @Test
  void anOrphanThatWasSetToNullStaysAnOrphan() throws Exception {
    now.execute("UPDATE casts SET instead_id = NULL WHERE name = 'puck'");

    VerificationReport.Table table = verify();

    assertThat(table.equal()).isTrue();
    assertThat(table.orphans()).isEqualTo(3);
  }

  // Red when UnresolvedReferences.orphans does not ask which parents are there.
  @Test
  void aReferenceThatCouldBeResolvedIsADifference() throws Exception {
    now.execute("INSERT INTO events VALUES (7, 'gone')"); // not the id its children were given

    VerificationReport.Table table = verify();

    assertThat(table.examples())
        .filteredOn(example -> !example.kind().equals("extra"))
        .extracting(example -> example.kind() + " " + example.key().get("name"))
        .containsExactlyInAnyOrder("missing romeo", "different puck");
    assertThat(table.extra()).isOne();
    assertThat(table.orphans()).isOne();
  }

  // Red when UnresolvedReferences.fits lets an id of nothing stand for any value.
  @Test
  void anIdOfNothingWhereTheSelectSaysNullIsADifference() throws Exception {
    now.execute("UPDATE casts SET instead_id = 99 WHERE name IN ('hamlet', 'romeo')");

    VerificationReport.Table table = verify();

    assertThat(table.different()).isOne();
    assertThat(table.missing()).isOne();
    assertThat(table.extra()).isOne();
    assertThat(table.orphans()).isEqualTo(2);
  }

  @Test
  void aRowThatIsMissingIsMissingThoughItsParentIsToo() throws Exception {
    now.execute(
        "DELETE FROM casts WHERE name = 'romeo'", "INSERT INTO casts VALUES (9, 'nobody', NULL)");

    VerificationReport.Table table = verify();

    assertThat(table.missing()).isOne();
    assertThat(table.extra()).isOne();
    assertThat(table.orphans()).isEqualTo(2);
  }

  private VerificationReport.Table verify() throws Exception {
    return new Verifier(
            PostgresUrl.parse(old.url()),
            new PostgresNewSide(PostgresUrl.parse(now.url())),
            "public",
            plan(),
            VerifierSettings.standard(),
            max -> true)
        .verify()
        .tables()
        .get(0);
  }

  private static MigrationPlan plan() {
    NewTable.LateReference event =
        new NewTable.LateReference(EVENTS, "id", List.of(new NewTable.KeyColumn("xmlid", TEXT)));
    NewTable casts =
        new NewTable(
            NEW,
            List.of(
                new NewTable.Column("event_id", INTEGER, true, false, event),
                new NewTable.Column("name", TEXT, true, false, null),
                new NewTable.Column("instead_id", INTEGER, false, false, event)),
            List.of("event_id", "name"),
            NewTable.Conflict.FIRST_STANDS,
            NewTable.Path.ARRANGED,
            null,
            List.of());
    OldTable roles =
        new OldTable(
            OLD,
            List.of(
                new OldTable.Column("name", TEXT, true),
                new OldTable.Column("event", TEXT, false),
                new OldTable.Column("instead", TEXT, false)),
            List.of("name"),
            OldTable.Identity.KEY,
            List.of());
    VerificationQuery query =
        new VerificationQuery(
            1,
            0,
            NEW,
            List.of(OLD),
            "SELECT r.event AS c1, r.name AS c2, r.instead AS c3, r.name AS o1,"
                + " 0::bigint AS ordinal FROM roles r",
            List.of(
                new VerificationQuery.Output("event_id", "xmlid", TEXT, TEXT),
                new VerificationQuery.Output("name", null, TEXT, TEXT),
                new VerificationQuery.Output("instead_id", "xmlid", TEXT, TEXT)),
            List.of(new VerificationQuery.Origin("name", TEXT, "\"name\"")));
    return new OneStatement(roles, casts, query).plan();
  }

  private static ColumnType type(String display, String base, WireType wire) {
    return new ColumnType(
        display, base, ColumnType.Kind.BASE, false, -1, List.of(), wire, KeyForm.EXACT);
  }
}
