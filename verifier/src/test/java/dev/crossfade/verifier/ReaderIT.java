package dev.crossfade.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Verified by a login that may do nothing in the old database but read. */
class ReaderIT {

  private Items items;

  @BeforeEach
  void makeDatabasesAndALoginThatReads() throws SQLException {
    items = new Items();
    items.oldLogin = Reader.of(items.old);
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

  // Seen red when InlineFooting.standing puts no dead letters in (dead.isEmpty() always true).
  @Test
  void deadLettersAreLeftOutAndARowThatRaisesIsFound() throws Exception {
    items.deadLettersAreLeftOutAndARowThatRaisesIsFound();
  }

  @Test
  void theLastOriginIsTheExpectedOne() throws Exception {
    items.theLastOriginIsTheExpectedOne();
  }
}
