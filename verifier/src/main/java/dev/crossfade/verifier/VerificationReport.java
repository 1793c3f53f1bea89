package dev.crossfade.verifier;

import dev.crossfade.schemas.TableId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a verification found.
 *
 * @param equal no row different, missing or extra in any table
 * @param at when it ended
 * @param position LSN of the old log when it began, as PostgreSQL prints it
 * @param integrity what the new tables say of themselves, in the order of {@code tables}
 */
public record VerificationReport(
    boolean equal, Instant at, String position, List<Table> tables, List<Integrity> integrity) {

  public VerificationReport {
    tables = List.copyOf(tables);
    integrity = List.copyOf(integrity);
  }

  /**
   * One new table.
   *
   * @param oldRows rows that the SELECTs give, dead letters left out
   * @param dead dead letters of this table
   * @param orphans references to rows that are not there: late references whose parent the new
   *     database does not hold (no difference), and foreign keys (dropped for the load) that point
   *     nowhere
   * @param missing rows that the SELECTs give and the new table lacks
   * @param extra rows of the new table that no SELECT gives
   * @param raising old rows for which the SELECT raises and that are no dead letters; counted in
   *     {@code missing} too
   * @param unsettled rows that changed whenever they were looked at; counted in {@code different}
   *     too
   */
  public record Table(
      TableId id,
      List<TableId> old,
      long oldRows,
      long newRows,
      long dead,
      long orphans,
      long different,
      long missing,
      long extra,
      long raising,
      long unsettled,
      List<Example> examples) {

    public Table {
      old = List.copyOf(old);
      examples = List.copyOf(examples);
    }

    public boolean equal() {
      return different == 0 && missing == 0 && extra == 0;
    }
  }

  /**
   * One row that is not equal.
   *
   * @param kind {@code different}, {@code missing}, {@code extra}; {@code duplicate} if the same
   *     row stands more than once
   * @param key the row's key by column; sensitive columns are {@code "***"}
   * @param columns the columns that differ; empty unless {@code different}
   * @param values by column: expected, found; null unless values are shown
   */
  public record Example(
      String kind,
      Map<String, @Nullable String> key,
      List<String> columns,
      @Nullable Map<String, List<@Nullable String>> values) {

    public Example {
      columns = List.copyOf(columns);
    }
  }
}
