package dev.crossfade.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.loader.postgres.LoaderSchema;
import dev.crossfade.mapping.plan.VerificationQuery;
import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.DeadLetter;
import dev.crossfade.schemas.KeyForm;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.TableId;
import dev.crossfade.schemas.WireType;
import dev.crossfade.testkit.TestDatabase;
import dev.crossfade.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** An old table "Item" of 3,000 rows, migrated into a new table item. */
final class Items implements AutoCloseable {

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

  static final String SELECT =
      "SELECT i.id AS c1, i.name AS c2, i.price AS c3, i.count AS c4, i.secret AS c5, i.id AS o1, 0::bigint AS"
          + " ordinal FROM \"Item\" i";

  /** Raises for an item of price zero. */
  static final String RAISING =
      SELECT.replace(
          "i.count AS c4", "i.count + 0 * (1 / NULLIF(i.price, 0.5) / i.price)::int AS c4");

  final TestDatabase old = TestPostgres.shared().create("verify_old");
  final TestDatabase now = TestPostgres.shared().create("verify_new");

  /** As whom the old side is read. */
  PostgresUrl oldLogin = PostgresUrl.parse(old.url());

  /** What draining does. */
  DrainPoint drain = max -> true;

  Items() throws SQLException {
    old.execute(
        "CREATE TABLE \"Item\" (id bigint PRIMARY KEY, name text, price numeric, count bigint, secret text)",
        "INSERT INTO \"Item\" SELECT i, 'n' || i % 1000, i + 0.555, i, 's' FROM generate_series(1, 3000) i");
    now.execute(
        "CREATE TABLE item (id bigint PRIMARY KEY, name varchar(5), price numeric(10,2), count int, secret text)");
    try (Connection connection = now.connect()) {
      LoaderSchema.create(connection);
    }
    now.execute(
        "INSERT INTO item VALUES "
            + old.query("SELECT id, name, price, count FROM \"Item\"").stream()
                .map(row -> "(%s, '%s', %s, %s, 's')".formatted(row.toArray()))
                .collect(Collectors.joining(", ")));
  }

  VerificationReport verify() throws Exception {
    return verify(plan(), VerifierSettings.standard());
  }

  VerificationReport verify(MigrationPlan plan, VerifierSettings settings) throws Exception {
    return new Verifier(
            oldLogin,
            new PostgresNewSide(PostgresUrl.parse(now.url())),
            "public",
            plan,
            settings,
            max -> drain.drain(max))
        .verify();
  }

  /** Of two old rows with one new key, under ON CONFLICT … DO UPDATE. */
  void theLastOriginIsTheExpectedOne() throws Exception {
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

  /** One that the loader refused, one that the mapping raises for. */
  void deadLettersAreLeftOutAndARowThatRaisesIsFound() throws Exception {
    old.execute("INSERT INTO \"Item\" VALUES (4000, 'zero', 0, 1, 's')");
    now.execute("DELETE FROM item WHERE id = 77");
    notLoaded(77);

    VerificationReport.Table raising =
        verify(plan(RAISING), VerifierSettings.standard()).tables().get(0);
    unmapped(4000);
    VerificationReport.Table dead =
        verify(plan(RAISING), VerifierSettings.standard()).tables().get(0);

    assertThat(raising.raising()).isOne();
    assertThat(raising.missing()).isOne();
    assertThat(dead.equal()).isTrue();
    assertThat(dead.dead()).isEqualTo(2);
    assertThat(dead.oldRows()).isEqualTo(2999);
  }

  static MigrationPlan plan() {
    return plan(SELECT);
  }

  static MigrationPlan plan(String select) {
    return plan(select, List.of("id"), NewTable.Path.DIRECT, NewTable.Conflict.FIRST_STANDS);
  }

  static MigrationPlan plan(
      String select, List<String> key, NewTable.Path path, NewTable.Conflict conflict) {
    return statement(select, key, path, conflict).plan("secret");
  }

  private static OneStatement statement(
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
    return new OneStatement(oldTable, newTable, query);
  }

  private static OneStatement direct() {
    return statement(SELECT, List.of("id"), NewTable.Path.DIRECT, NewTable.Conflict.FIRST_STANDS);
  }

  /** The mapping refused the old row. */
  void unmapped(long id) throws SQLException {
    deadLetter(DeadLetter.Stage.MAP, 1, direct().oldKey(id));
  }

  /** The loader refused the new row. */
  void notLoaded(long id) throws SQLException {
    deadLetter(DeadLetter.Stage.LOAD, 0, direct().newKey(id));
  }

  private void deadLetter(DeadLetter.Stage stage, int statement, byte[] key) throws SQLException {
    try (Connection connection = now.connect()) {
      new PlantedLetter(stage, statement, OLD, NEW, key).plant(connection, "crossfade.");
    }
  }

  private static ColumnType type(
      String display, String base, int modifier, WireType wire, KeyForm form) {
    return new ColumnType(
        display, base, ColumnType.Kind.BASE, false, modifier, List.of(), wire, form);
  }

  @Override
  public void close() {
    old.close();
    now.close();
  }
}
