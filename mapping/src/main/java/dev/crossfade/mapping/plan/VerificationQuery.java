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
 * in this order: {@code c1 … cN}, one for each of {@code outputs}; {@code o1 … oK}, the primary key
 * of the old row in the order of {@code originKey}; {@code ordinal} (bigint), the place of the
 * fan-out's tuple from 1, or 0 without a fan-out.
 *
 * @param statement its number in mapping.sql, from 1
 * @param oldTable the table whose row is the origin
 * @param outputs what each output column is compared with
 * @param originKey names of the old primary key's columns
 */
public record VerificationQuery(
    int statement,
    TableId newTable,
    TableId oldTable,
    String select,
    List<Output> outputs,
    List<String> originKey) {

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

  public VerificationQuery {
    outputs = List.copyOf(outputs);
    originKey = List.copyOf(originKey);
  }
}
