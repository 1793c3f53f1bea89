package dev.crossfade.extractor.debezium;

import dev.crossfade.extractor.stream.LogListener;
import dev.crossfade.schemas.TableId;
import io.debezium.connector.postgresql.PostgresSchema;
import io.debezium.connector.postgresql.connection.LogicalDecodingMessage;
import io.debezium.connector.postgresql.connection.ReplicationMessage;
import io.debezium.relational.Column;
import io.debezium.relational.Table;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells a {@link LogListener} what Debezium has decoded. Used by Debezium's streaming thread. */
final class MessageTap {

  /** A table as the log describes it now. */
  private static final class Described {
    private final TableId id;
    private @Nullable Table table;
    private List<String> prefixes = List.of();

    private Described(TableId id) {
      this.id = id;
    }
  }

  private final LogListener listener;
  private final Map<String, Described> tables = new HashMap<>();
  private final DebeziumRow before = new DebeziumRow();
  private final DebeziumRow after = new DebeziumRow();
  private @Nullable PostgresSchema schema;
  private volatile @Nullable Throwable failure;

  MessageTap(LogListener listener) {
    this.listener = listener;
  }

  LogListener listener() {
    return listener;
  }

  /** Where Debezium keeps the tables that the log has described. */
  void describedBy(PostgresSchema debeziumSchema) {
    schema = debeziumSchema;
    tables.clear();
  }

  void failed(Throwable cause) {
    failure = cause;
  }

  /** What a listener threw, null if nothing. */
  @Nullable Throwable failure() {
    return failure;
  }

  void take(ReplicationMessage message, long lsn) {
    switch (message.getOperation()) {
      case BEGIN -> listener.transactionBegins(micros(message.getCommitTime()));
      case COMMIT -> listener.transactionEnds(lsn);
      case MESSAGE -> {
        LogicalDecodingMessage logical = (LogicalDecodingMessage) message;
        listener.message(logical.getPrefix(), logical.getContent(), lsn);
      }
      case INSERT, UPDATE, DELETE -> {
        if (!message.isSkippedMessage()) {
          row(message, lsn);
        }
      }
      case TRUNCATE -> {
        if (!message.isSkippedMessage()) {
          listener.truncated(table(message.getTable()).id);
        }
      }
      default -> {} // ORIGIN says nothing of rows
    }
  }

  private void row(ReplicationMessage message, long lsn) {
    Described described = table(message.getTable());
    List<ReplicationMessage.Column> oldTuple = message.getOldTupleList();
    List<ReplicationMessage.Column> newTuple = message.getNewTupleList();
    DebeziumRow from = oldTuple == null ? null : before.set(oldTuple, described.prefixes);
    switch (message.getOperation()) {
      case INSERT -> listener.inserted(described.id, after.set(newTuple, described.prefixes), lsn);
      case UPDATE ->
          listener.updated(described.id, from, after.set(newTuple, described.prefixes), lsn);
      default ->
          listener.deleted(
              described.id,
              before.set(java.util.Objects.requireNonNull(oldTuple), described.prefixes),
              lsn);
    }
  }

  /** The table of a message; tells the listener when the log has described it anew. */
  private Described table(String quoted) {
    Described described =
        tables.computeIfAbsent(quoted, name -> new Described(TableId.parse(name)));
    Table now =
        java.util.Objects.requireNonNull(schema)
            .tableFor(
                new io.debezium.relational.TableId(
                    null, described.id.schema(), described.id.name()));
    if (now != described.table) { // Debezium makes a new object of every description
      described.table = now;
      described.prefixes =
          now.columns().stream()
              .map(column -> column.name() + "(" + column.typeExpression() + ")=")
              .toList();
      listener.described(described.id, now.columns().stream().map(Column::name).toList());
    }
    return described;
  }

  private static long micros(Instant at) {
    return at.getEpochSecond() * 1_000_000 + at.getNano() / 1000;
  }
}
