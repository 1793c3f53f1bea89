package dev.crossfade.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.databases.postgres.PostgresUrl;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A login that may do nothing in the old database but read these tables: no TEMPORARY privilege,
 * and its transactions read only.
 */
class ReaderIT {

  private static final String READER = "verify_reader";

  private Items items;

  @BeforeEach
  void makeDatabasesAndALoginThatReads() throws SQLException {
    items = new Items();
    items.old.execute(
        "DO $$ BEGIN CREATE ROLE verify_reader LOGIN; EXCEPTION WHEN duplicate_object THEN END $$",
        "ALTER ROLE verify_reader SET default_transaction_read_only = on",
        "REVOKE ALL ON DATABASE \"" + items.old.name() + "\" FROM PUBLIC",
        "GRANT CONNECT ON DATABASE \"" + items.old.name() + "\" TO verify_reader",
        "GRANT USAGE ON SCHEMA public TO verify_reader",
        "GRANT SELECT ON \"Item\" TO verify_reader");
    PostgresUrl owner = items.oldLogin;
    items.oldLogin =
        new PostgresUrl(owner.hosts(), owner.database(), READER, null, owner.parameters());
  }

  @AfterEach
  void dropDatabases() {
    items.close();
  }

  // Red if Footing.of gives temporary tables whatever the login may: 42501 or 25006.
  @Test
  void everyKindOfDifferenceIsFound() throws Exception {
    items.now.execute(
        "UPDATE item SET price = price + 0.01 WHERE id = 1234",
        "DELETE FROM item WHERE id IN (5, 6)",
        "INSERT INTO item VALUES (9999, 'x', 1, 1, 's')");

    VerificationReport.Table table = items.verify().tables().get(0);

    assertThat(table.different()).isOne();
    assertThat(table.missing()).isEqualTo(2);
    assertThat(table.extra()).isOne();
    assertThat(table.oldRows()).isEqualTo(3000);
  }

  // Meant to turn red when InlineFooting leaves nothing out, or does not narrow (not tried yet).
  @Test
  void deadLettersAreLeftOutAndARowThatRaisesIsFound() throws Exception {
    items.old.execute("INSERT INTO \"Item\" VALUES (4000, 'zero', 0, 1, 's')");
    items.now.execute("DELETE FROM item WHERE id = 77");
    items.notLoaded(77);

    VerificationReport.Table raising =
        items.verify(Items.plan(Items.RAISING), VerifierSettings.standard()).tables().get(0);
    items.unmapped(4000);
    VerificationReport.Table dead =
        items.verify(Items.plan(Items.RAISING), VerifierSettings.standard()).tables().get(0);

    assertThat(raising.raising()).isOne();
    assertThat(raising.missing()).isOne();
    assertThat(dead.equal()).isTrue();
    assertThat(dead.dead()).isEqualTo(2);
    assertThat(dead.oldRows()).isEqualTo(2999);
  }

  @Test
  void theLastOriginIsTheExpectedOne() throws Exception {
    items.theLastOriginIsTheExpectedOne();
  }
}
