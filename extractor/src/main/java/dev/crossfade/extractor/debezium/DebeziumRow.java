package dev.crossfade.extractor.debezium;

import dev.crossfade.extractor.stream.TextRow;
import io.debezium.connector.postgresql.connection.ReplicationMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decoded tuple's own text.
 *
 * <p>Debezium keeps it behind a conversion that turns nested arrays, infinities and unknown types
 * into something else; only the column's text form, {@code name(type)=text}, holds it unchanged. A
 * NULL has no such form.
 */
final class DebeziumRow implements TextRow {

  private List<ReplicationMessage.Column> columns = List.of();
  private List<String> prefixes = List.of();
  private @Nullable Class<?> nullClass;

  /**
   * Takes a tuple.
   *
   * @param textPrefixes {@code name(type)=} of every column
   */
  DebeziumRow set(List<ReplicationMessage.Column> tuple, List<String> textPrefixes) {
    if (tuple.size() != textPrefixes.size()) {
      throw new IllegalStateException(
          "Debezium left values out of a row: " + tuple.size() + " of " + textPrefixes.size());
    }
    columns = tuple;
    prefixes = textPrefixes;
    return this;
  }

  @Override
  public @Nullable String text(int index) {
    ReplicationMessage.Column column = columns.get(index);
    if (column.getClass() == nullClass) {
      return null;
    }
    String prefix = prefixes.get(index);
    String text = column.toString();
    if (text.startsWith(prefix)) {
      return text.substring(prefix.length());
    }
    if (column.getValue(() -> null, false) != null) {
      throw new IllegalStateException(
          "this version of Debezium hides the text of column " + column.getName());
    }
    nullClass = column.getClass();
    return null;
  }

  @Override
  public boolean isUnchanged(int index) {
    return columns.get(index).isToastedColumn();
  }
}
