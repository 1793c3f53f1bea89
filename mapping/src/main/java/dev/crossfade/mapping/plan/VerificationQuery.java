package dev.crossfade.mapping.plan;

import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.TableId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement as the verifier runs it on the old database: the SELECT of mapping.sql itself,
 * lengthened by what tells whose row it is.
 *
 * <p>{@code select} has its parameters put in as literals. Names of old tables stand unqualified in
 * it, so that a temporary view of the same name can narrow what it reads. Its output columns are,
 * in this order: {@code c1 … cN}, one for each of {@code outputs}; {@code o1 … oK}, what names the
 * row's origin, in the order of {@code originKey}; {@code ordinal} (bigint), the place of the
 * fan-out's tuple from 1, or 0 without a fan-out.
 *
 * <p>Where rows meet, its WHERE stands between {@link #GUARD_OPEN} and {@link #GUARD_CLOSE}, so
 * that a condition can be put before it.
 *
 * @param statement its number in mapping.sql, from 1
 * @param branch its place among the branches of a UNION ALL, from 0
 * @param oldTables the tables it reads, each once; the first in FROM first
 * @param outputs what each output column is compared with
 * @param originKey what names a row's origin: the old primary key's columns of a single table
 */
public record VerificationQuery(
    int statement,
    int branch,
    TableId newTable,
    List<TableId> oldTables,
    String select,
    List<Output> outputs,
    List<Origin> originKey) {

  public static final String GUARD_OPEN = "/*crossfade(*/";
  public static final String GUARD_CLOSE = "/*)crossfade*/";

  /**
   * One output column.
   *
   * @param newColumn the column of the INSERT list it goes into
   * @param naturalKeyColumn if {@code newColumn} is a late reference: the column of the table it
   *     refers to that this output is compared with; else null
   * @param oldType the type PostgreSQL gives the output ({@code unknown} literals as text)
   * @param newType the type of the column it is compared with
   */
  public record Output(
      String newColumn,
      @Nullable String naturalKeyColumn,
      ColumnType oldType,
      ColumnType newType) {}

  /**
   * One value that names an origin.
   *
   * @param sql the value inside the SELECT, where its WHERE stands
   */
  public record Origin(String name, ColumnType type, String sql) {}

  public VerificationQuery {
    oldTables = List.copyOf(oldTables);
    outputs = List.copyOf(outputs);
    originKey = List.copyOf(originKey);
  }

  /** The first table it reads. */
  public TableId oldTable() {
    return oldTables.get(0);
  }

  /** Whether rows meet in it before they are written. */
  public boolean rowsMeet() {
    return select.contains(GUARD_OPEN);
  }
}
