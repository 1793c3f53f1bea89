package dev.crossfade.verifier;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.databases.postgres.Session;
import dev.crossfade.schemas.DeadLetter;
import dev.crossfade.schemas.TableId;
import dev.crossfade.verifier.RowTexts.Row;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A PostgreSQL database as the new side: the server counts and hashes. */
public record PostgresNewSide(PostgresUrl url) implements NewSide {

  @Override
  public NewRows open() throws SQLException {
    Connection connection = Session.open(url);
    try {
      Session.unlimit(connection);
      return new Rows(connection);
    } catch (SQLException failure) {
      connection.close();
      throw failure;
    }
  }

  private record Rows(Connection now) implements NewRows {

    @Override
    public List<DeadLetter> deadLetters(int generation, TableId table) throws SQLException {
      return DeadLetters.of(now, "crossfade.", generation, table);
    }

    @Override
    public long count(TableId table) throws SQLException {
      try (Statement sql = now.createStatement();
          ResultSet found = sql.executeQuery("SELECT pg_catalog.count(*) FROM " + table.quoted())) {
        found.next();
        return found.getLong(1);
      }
    }

    @Override
    public NewTableRows table(TableShape shape) {
      return new Table(now, shape, new UnresolvedReferences(new PostgresParents(now), shape));
    }

    @Override
    public Integrity integrity(TableId table) throws SQLException {
      return Integrity.read(now, table);
    }

    @Override
    public void close() throws SQLException {
      now.close();
    }
  }

  private record Table(Connection now, TableShape shape, UnresolvedReferences unresolved)
      implements NewTableRows {

    @Override
    public Fingerprints fingerprints(int mask) throws SQLException {
      return Fingerprints.read(now, shape.actualRows(), shape.columns().size(), mask);
    }

    @Override
    public Map<String, Row> inBuckets(int mask, Collection<Integer> buckets) throws SQLException {
      return RowTexts.inBuckets(now, shape.actualRows(), shape.columns().size(), mask, buckets);
    }

    @Override
    public Map<String, Row> ofKeys(Collection<String> keys) throws SQLException {
      return RowTexts.ofKeys(now, shape.actualRows(), shape.columns().size(), keys);
    }

    @Override
    public long orphans() throws SQLException {
      return unresolved.count() + Orphans.count(now, shape.table());
    }
  }
}
