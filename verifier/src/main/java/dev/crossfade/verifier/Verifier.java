package dev.crossfade.verifier;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.databases.postgres.Session;
import dev.crossfade.mapping.plan.MappedStatement;
import dev.crossfade.mapping.plan.PlanJson;
import dev.crossfade.mapping.plan.VerificationQuery;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.TableId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what the mapping says, as the old PostgreSQL evaluates it, with what the new tables
 * hold; also while both are being written.
 *
 * <p>Shares nothing with the data path but mapping.sql: neither our evaluator nor Kafka takes part.
 */
public final class Verifier {

  private static final Logger LOG = LoggerFactory.getLogger(Verifier.class);

  private final PostgresUrl oldUrl;
  private final NewSide newSide;
  private final String oldSchema;
  private final MigrationPlan plan;
  private final VerifierSettings settings;
  private final DrainPoint drain;

  /**
   * A verification of one generation.
   *
   * @param oldSchema where unqualified types and functions of the mapping are found
   */
  public Verifier(
      PostgresUrl oldUrl,
      NewSide newSide,
      String oldSchema,
      MigrationPlan plan,
      VerifierSettings settings,
      DrainPoint drain) {
    this.oldUrl = oldUrl;
    this.newSide = newSide;
    this.oldSchema = oldSchema;
    this.plan = plan;
    this.settings = settings;
    this.drain = drain;
  }

  /**
   * Verifies the tables of the settings, one after another.
   *
   * @throws VerificationException if a marker does not arrive
   * @throws SQLException if a database cannot be reached or refuses the login something it needs
   */
  public VerificationReport verify() throws SQLException, InterruptedException {
    try (Connection old = Session.open(oldUrl);
        NewRows now = newSide.open()) {
      Session.unlimit(old);
      try (Statement sql = old.createStatement()) {
        sql.execute("SET search_path = pg_temp, pg_catalog, " + TableId.quote(oldSchema));
      }
      String position = position(old);
      List<VerificationReport.Table> tables = new ArrayList<>();
      List<Integrity> integrity = new ArrayList<>();
      for (NewTable table : plan.newTables()) {
        if (settings.tables().isEmpty() || settings.tables().contains(table.id().quoted())) {
          tables.add(verify(old, now, table));
          integrity.add(now.integrity(table.id()));
        }
      }
      return new VerificationReport(
          tables.stream().allMatch(VerificationReport.Table::equal),
          Instant.now(),
          position,
          tables,
          integrity);
    }
  }

  private VerificationReport.Table verify(Connection old, NewRows now, NewTable table)
      throws SQLException, InterruptedException {
    List<VerificationQuery> queries =
        PlanJson.read(plan.statements()).stream()
            .filter(statement -> statement.newTable().equals(table.id()))
            .map(MappedStatement::verification)
            .toList();
    VerificationReport.Table result =
        new TableVerification(old, now, plan, settings, drain, table, queries).run();
    LOG.info(
        "{}: {} rows expected, {} found, {} different, {} missing, {} extra, {} dead letters",
        table.id(),
        result.oldRows(),
        result.newRows(),
        result.different(),
        result.missing(),
        result.extra(),
        result.dead());
    return result;
  }

  private static String position(Connection old) throws SQLException {
    try (Statement sql = old.createStatement();
        ResultSet found =
            sql.executeQuery("SELECT pg_catalog.pg_current_wal_lsn()::pg_catalog.text")) {
      found.next();
      return found.getString(1);
    }
  }
}
