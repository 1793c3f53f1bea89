package dev.crossfade.loader;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** One new table in one transaction. A refusal that is no row's fault is an SQLException. */
public interface TableRows {

  /**
   * Writes snapshot rows as new ones, if that is faster.
   *
   * @return false if nothing was written: they have to be merged
   */
  boolean writeStraight(Batch batch) throws SQLException;

  /**
   * Makes rows of different keys the table's rows, all but those returned: of these nothing is
   * changed.
   */
  List<Refused> upsert(Collection<Row> rows) throws SQLException;

  /** Deletes whatever the table holds under the keys of these rows. */
  void delete(Collection<Row> rows) throws SQLException;

  /** {@code ", held by the row {"id": "7"}"}, or nothing if it cannot be told. */
  String holder(Refused refused) throws SQLException;
}
