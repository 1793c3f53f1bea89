package dev.crossfade.extractor.stream;

import dev.crossfade.schemas.TableId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Told what the old log says, in its order, by one thread. Old transactions come whole, one after
 * another, in the order of their commits.
 */
public interface LogListener {

  void transactionBegins(long committedAtMicros);

  /** The columns of a table's rows from here on; before its first row, and again after a change. */
  void described(TableId table, List<String> columns);

  void inserted(TableId table, TextRow after, long lsn);

  /**
   * An update.
   *
   * @param before the row before as far as the replica identity carries it, null if not at all
   */
  void updated(TableId table, @Nullable TextRow before, TextRow after, long lsn);

  void deleted(TableId table, TextRow before, long lsn);

  void truncated(TableId table);

  /** A transactional logical message. */
  void message(String prefix, byte[] content, long lsn);

  /**
   * The transaction is whole.
   *
   * @param endLsn where the next transaction would begin
   */
  void transactionEnds(long endLsn);

  /** Nothing more has arrived for now. */
  void idle();

  /** Up to where the old server need not send again. */
  long confirmableLsn();
}
