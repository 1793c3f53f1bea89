package dev.crossfade.mapping.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A late reference as it is written: {@code (SELECT r.id FROM new.ranks r WHERE r.guild = g.id)}.
 *
 * @param span with its brackets
 * @param table the table of the schema {@code new}
 * @param tableSpan {@code new.ranks}
 * @param aliased whether another name follows it
 * @param column the column it selects
 * @param key the columns it looks up by and what they are compared with
 */
public record LateReferenceText(
    StatementText.Span span,
    StatementText.Named table,
    StatementText.Span tableSpan,
    boolean aliased,
    StatementText.Named column,
    List<Equality> key) {

  /**
   * One equality.
   *
   * @param value the other side, offsets in the file
   */
  public record Equality(StatementText.Named column, StatementText.Span value) {}

  public LateReferenceText {
    key = List.copyOf(key);
  }

  /** What stands for a column of a key, or null if it is not in the equalities. */
  public StatementText.@Nullable Span valueOf(String keyColumn) {
    return key.stream()
        .filter(equality -> equality.column().name().equals(keyColumn))
        .map(Equality::value)
        .findFirst()
        .orElse(null);
  }
}
