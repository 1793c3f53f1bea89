package dev.crossfade.operator.status;

import dev.crossfade.loader.Ledger;
import dev.crossfade.loader.NewDatabase;
import java.sql.SQLException;
import java.util.Map;

/**
 * What only the new database knows.
 *
 * @param dead dead letters that are not waived, by quoted new table; what concerns no table in
 *     particular by the empty name
 * @param parked rows that wait for a unique value, by quoted new table
 * @param indexesBack whether all secondary indexes are there
 */
record NewDatabaseFacts(Map<String, Long> dead, Map<String, Long> parked, boolean indexesBack) {

  NewDatabaseFacts {
    dead = Map.copyOf(dead);
    parked = Map.copyOf(parked);
  }

  static NewDatabaseFacts read(NewDatabase database, int generation) throws SQLException {
    try (Ledger ledger = database.ledger()) {
      return new NewDatabaseFacts(
          ledger.deadByTable(generation),
          ledger.parkedByTable(generation),
          database.indexesAreBack());
    }
  }
}
