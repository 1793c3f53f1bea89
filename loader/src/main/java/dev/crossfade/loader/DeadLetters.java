package dev.crossfade.loader;

import dev.crossfade.schemas.DeadLetter;
import java.sql.SQLException;
import java.util.Collection;

/** The list of dead letters in the new database, in one session. */
public interface DeadLetters {

  /** A letter, and the partition its record or row came in. */
  record Noted(DeadLetter letter, int partition) {}

  /** Each replaces the one of the same origin; a new version is not waived. */
  void put(Collection<Noted> letters) throws SQLException;

  /** The origins are good again or gone. */
  void remove(Collection<DeadLetter.Origin> origins) throws SQLException;

  /** Removes the loader's own letters of these keys; returns how many there were. */
  int removeOurs(String newTable, Collection<Row> rows) throws SQLException;

  /** How many letters of the loader's own the partitions have. */
  long countOurs(String newTable, Collection<Integer> partitions) throws SQLException;
}
