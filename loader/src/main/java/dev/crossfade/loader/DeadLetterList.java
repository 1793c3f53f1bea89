package dev.crossfade.loader;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters of the current generation: what there is, and what was decided. Every method
 * throws a {@link LoaderException} if the new database is not prepared.
 */
public interface DeadLetterList {

  /**
   * Dead letters of one table that are dead for one reason.
   *
   * @param newTable quoted; empty if the row never reached a statement
   * @param stage MAP, WRITE or LOAD
   */
  record Group(
      String newTable,
      String stage,
      String sqlState,
      @Nullable String column,
      String reason,
      long count,
      long waived) {}

  /**
   * One dead letter; never its values.
   *
   * @param key of the old row, or of the new one where the loader refused it, as JSON; sensitive
   *     columns are {@code "***"}
   */
  record Letter(
      String newTable,
      @Nullable String oldTable,
      String key,
      String stage,
      String sqlState,
      @Nullable String column,
      String reason,
      @Nullable String waivedBecause) {}

  /** By table and reason, the most frequent first. */
  List<Group> groups() throws SQLException;

  /**
   * Single ones, by table and key.
   *
   * @param table a new table, quoted or by its bare name; empty for all
   */
  List<Letter> letters(String table, int most) throws SQLException;

  /**
   * Takes letters as decided.
   *
   * @param table a new table, quoted or by its bare name; empty for all
   * @param keys as {@link Letter#key} has them; empty for all
   * @return how many were not waived before
   */
  long waive(String table, List<String> keys, String because) throws SQLException;
}
