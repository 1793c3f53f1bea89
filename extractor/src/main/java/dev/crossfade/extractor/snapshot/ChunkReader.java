package dev.crossfade.extractor.snapshot;

import dev.crossfade.control.ControlKeys;
import dev.crossfade.extractor.oldside.OldCatalog;
import dev.crossfade.extractor.oldside.ReadColumn;
import dev.crossfade.extractor.topics.OversizedRows;
import dev.crossfade.extractor.topics.TopicWriter;
import dev.crossfade.schemas.KeyEncoder;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.OldTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** Reads chunks over one connection, within one transaction, into the old topics. */
final class ChunkReader {

  private static final int BATCH_ROWS = 512;
  private static final int BATCH_BYTES = 1 << 20;
  private static final int COPY_HEADER_BYTES = 19;
  private static final Duration COMMIT_AGE = Duration.ofSeconds(1);

  private final Connection connection;
  private final MigrationPlan plan;
  private final TopicWriter topics;
  private final OversizedRows oversized;
  private final RowLimiter limiter;
  private final long position;
  private final long takenAtMicros;
  private final Map<OldTable, SnapshotRowEncoder> encoders = new HashMap<>();
  private final Map<OldTable, String> selectLists = new HashMap<>();
  private List<ProducerRecord<byte[], byte[]>> batch = new ArrayList<>(BATCH_ROWS + 8);
  private long batchBytes;

  ChunkReader(
      Connection connection,
      MigrationPlan plan,
      TopicWriter topics,
      OversizedRows oversized,
      RowLimiter limiter,
      long position,
      long takenAtMicros) {
    this.connection = connection;
    this.plan = plan;
    this.topics = topics;
    this.oversized = oversized;
    this.limiter = limiter;
    this.position = position;
    this.takenAtMicros = takenAtMicros;
  }

  /** What became of a chunk. */
  enum Outcome {
    READ,
    /** The leaf was rewritten since the chunk was planned. */
    REWRITTEN,
    /** The leaf was rewritten since this transaction's snapshot, which may see none of its rows. */
    SNAPSHOT_TOO_OLD
  }

  /**
   * Reads a chunk; its ledger entry is in the transaction of its last rows, or a later one.
   *
   * @param rowsRead told how many rows each batch held
   * @return whether it was read; if not, nothing was
   */
  Outcome read(Chunk chunk, LongConsumer rowsRead) throws SQLException, InterruptedException {
    Outcome locked = lock(chunk);
    if (locked != Outcome.READ) {
      return locked;
    }
    SnapshotRowEncoder encoder =
        encoders.computeIfAbsent(
            chunk.table(),
            table -> new SnapshotRowEncoder(plan.migration(), table, position, takenAtMicros));
    String topic = plan.topics().old(chunk.table().id()); // once, not for every row
    long rows = 0;
    CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copyStatement(chunk));
    try {
      boolean first = true;
      for (byte[] message = copy.readFromCopy(); message != null; message = copy.readFromCopy()) {
        int at = first ? COPY_HEADER_BYTES : 0;
        first = false;
        while (at < message.length && SnapshotRowEncoder.int2(message, at) != 0xffff) {
          at = encoder.encode(message, at + 2);
          take(chunk.table(), topic, encoder);
          rows++;
        }
        if (batch.size() >= BATCH_ROWS || batchBytes >= BATCH_BYTES) {
          int sent = batch.size();
          flush();
          rowsRead.accept(sent);
          limiter.pass(sent);
        }
      }
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
    int sent = batch.size();
    batch.add(
        topics.controlRecord(
            ControlKeys.ledger(chunk.table().id(), chunk.ledgerName()), chunk.done(rows)));
    flush();
    rowsRead.accept(sent);
    limiter.pass(sent);
    return Outcome.READ;
  }

  private void take(OldTable table, String topic, SnapshotRowEncoder encoder) {
    byte[] key = encoder.key();
    if (oversized.isTooLong(encoder.rowBytes())) {
      batch.add(
          oversized.letter(
              table.id(), KeyEncoder.ofOld(plan.migration(), table).layout(), key, takenAtMicros));
      return;
    }
    byte[] value = encoder.value();
    batchBytes += key.length + value.length;
    batch.add(new ProducerRecord<>(topic, null, takenAtMicros / 1000, key, value));
  }

  private void flush() {
    topics.send(batch, batchBytes);
    batch.clear();
    batchBytes = 0;
    topics.commitIfOlder(COMMIT_AGE);
  }

  /**
   * Keeps rewrites away until this transaction ends, and says if there has been one already. The
   * function says which file the leaf has now, the catalog which one it had at the snapshot: an
   * ALTER TABLE that rewrites makes rows that no older snapshot sees.
   */
  private Outcome lock(Chunk chunk) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("LOCK TABLE ONLY " + chunk.leaf().id().quoted() + " IN ACCESS SHARE MODE");
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT pg_relation_filenode(c.oid), c.relfilenode FROM pg_class c WHERE c.oid = ?::regclass")) {
      statement.setString(1, chunk.leaf().id().quoted());
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next() || row.getLong(1) != row.getLong(2)) {
          return Outcome.SNAPSHOT_TOO_OLD;
        }
        return row.getLong(1) == chunk.leaf().filenode() ? Outcome.READ : Outcome.REWRITTEN;
      }
    }
  }

  private String copyStatement(Chunk chunk) throws SQLException {
    String list = selectLists.get(chunk.table());
    if (list == null) {
      list =
          new OldCatalog(connection)
              .columns(chunk.table()).stream()
                  .map(ReadColumn::expression)
                  .collect(Collectors.joining(", "));
      selectLists.put(chunk.table(), list);
    }
    String sql =
        "COPY (SELECT "
            + list
            + " FROM ONLY "
            + chunk.leaf().id().quoted()
            + " WHERE ctid >= '("
            + chunk.fromBlock()
            + ",0)'::tid";
    if (chunk.toBlock().isPresent()) {
      sql += " AND ctid < '(" + chunk.toBlock().getAsLong() + ",0)'::tid";
    }
    return sql + ") TO STDOUT (FORMAT binary)";
  }
}
