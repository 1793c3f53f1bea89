package dev.crossfade.loader;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** The rows of one new table that wait for a unique value, in one session. */
public interface Parked {

  /** Most rows that {@link #next} gives. */
  int RETRIED_MAX = 100;

  /** Each replaces the one of the same key. */
  void put(Collection<Refused> refused) throws SQLException;

  /** Removes what is parked under these keys; returns how many there were. */
  int remove(Collection<Row> rows) throws SQLException;

  long count(Collection<Integer> partitions) throws SQLException;

  /** The next of these partitions to try again: whoever was tried longest ago. */
  List<Row> next(Collection<Integer> partitions) throws SQLException;
}
