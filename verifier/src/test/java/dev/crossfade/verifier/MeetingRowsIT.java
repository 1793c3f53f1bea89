package dev.crossfade.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.crossfade.databases.postgres.PostgresUrl;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Joins and groups, by a login that may make temporary tables and by one that only reads. */
class MeetingRowsIT {

  private Sales sales;

  private enum Login {
    OWNER,
    READER
  }

  @BeforeEach
  void makeDatabases() throws SQLException {
    sales = new Sales();
  }

  @AfterEach
  void dropDatabases() {
    sales.close();
  }

  // Seen red when ExpectedRows.guarded names the origin inside its subquery: d.id is not found
  // there.
  @ParameterizedTest
  @EnumSource
  void everyKindOfDifferenceIsFound(Login login) throws Exception {
    sales.now.execute(
        "UPDATE sales SET who = 'x' WHERE id = 5",
        "DELETE FROM sales WHERE id IN (6, 7)",
        "INSERT INTO sales VALUES (9999, 'n1', 1)",
        "UPDATE totals SET shares = shares + 1 WHERE origin = 'o3'");

    List<VerificationReport.Table> tables = verify(login);

    assertThat(tables.get(0).oldRows()).isEqualTo(300);
    assertThat(tables.get(0).different()).isOne();
    assertThat(tables.get(0).missing()).isEqualTo(2);
    assertThat(tables.get(0).extra()).isOne();
    assertThat(tables.get(1).oldRows()).isEqualTo(7);
    assertThat(tables.get(1).different()).isOne();
    assertThat(tables.get(1).examples().get(0).key()).containsEntry("origin", "o3");
  }

  // Seen red for both logins when ExpectedRows.guarded names the origin inside its subquery (the
  // group's is then that of the dead letter), for the reader when InlineFooting.standing puts no
  // dead letters in.
  @ParameterizedTest
  @EnumSource
  void deadLettersAreLeftOutAndARowThatRaisesIsFound(Login login) throws Exception {
    sales.old.execute("INSERT INTO orders VALUES (400, 1, 'o1', 0)");
    sales.now.execute(
        "DELETE FROM sales WHERE id = 77", "DELETE FROM totals WHERE origin IN ('o1', 'o2')");
    sales.orderRaises(77);
    sales.totalIsNotLoaded("o2");

    List<VerificationReport.Table> raising = verify(login);
    sales.saleRaises(400);
    sales.totalRaises("o1");
    List<VerificationReport.Table> dead = verify(login);

    assertThat(raising)
        .extracting(VerificationReport.Table::raising, VerificationReport.Table::extra)
        .containsOnly(tuple(1L, 0L));
    assertThat(raising.get(0).missing()).isOne();
    assertThat(raising.get(1).missing()).isEqualTo(2); // the row that raises, and its group
    assertThat(dead).allMatch(VerificationReport.Table::equal);
    assertThat(dead).extracting(VerificationReport.Table::dead).containsOnly(2L);
    assertThat(dead.get(0).oldRows()).isEqualTo(299);
    assertThat(dead.get(1).oldRows()).isEqualTo(5);
  }

  private List<VerificationReport.Table> verify(Login login) throws Exception {
    return sales.verify(
        login == Login.READER ? Reader.of(sales.old) : PostgresUrl.parse(sales.old.url()));
  }
}
