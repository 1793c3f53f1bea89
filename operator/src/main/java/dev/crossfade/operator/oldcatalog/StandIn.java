package dev.crossfade.operator.oldcatalog;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.databases.postgres.Session;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedServerException;
import dev.crossfade.embedded.PostgresOptions;
import dev.crossfade.operator.failure.OperatorFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A scratch PostgreSQL with the old tables, empty: what analyses when the old one is gone. */
public final class StandIn implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StandIn.class);

  private final EmbeddedPostgres server;

  private StandIn(EmbeddedPostgres server) {
    this.server = server;
  }

  /**
   * Makes the types and tables again; takes a second or two.
   *
   * @throws OperatorFailure if a table cannot be made on this server
   */
  public static StandIn of(OldCatalog catalog) throws SQLException {
    StandIn standIn = new StandIn(start(catalog.locale()));
    try (Connection connection = Session.open(standIn.url())) {
      for (OldCatalog.Step step : catalog.steps()) {
        run(connection, step);
      }
      return standIn;
    } catch (SQLException | RuntimeException failure) {
      standIn.close();
      throw failure;
    }
  }

  /** Its only database. */
  public PostgresUrl url() {
    return PostgresUrl.parse(server.jdbcUrl("postgres"));
  }

  @Override
  public void close() {
    server.close();
  }

  private static EmbeddedPostgres start(String locale) {
    try {
      return EmbeddedPostgres.start(PostgresOptions.temporary().withLocale(locale));
    } catch (EmbeddedServerException unknownLocale) {
      LOG.warn(
          "this machine does not know the old database's locale {}: text order is judged as in C",
          locale);
      return EmbeddedPostgres.start(PostgresOptions.temporary());
    }
  }

  private static void run(Connection connection, OldCatalog.Step step) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(step.sql());
    } catch (SQLException refused) {
      if (step.required()) {
        throw OperatorFailure.refused(
                "the old schema of generation 1 cannot be made again here: "
                    + refused.getMessage()
                    + " in: "
                    + step.sql(),
                "run check and prepare anew with the old database instead")
            .because(refused);
      }
      LOG.info("left out of the stand-in for the old database: {}", step.sql());
    }
  }
}
