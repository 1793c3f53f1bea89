package dev.crossfade.extractor.snapshot;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.extractor.oldside.HeldException;
import dev.crossfade.extractor.oldside.Leaf;
import dev.crossfade.extractor.oldside.OldCatalog;
import dev.crossfade.extractor.oldside.OldSideException;
import dev.crossfade.extractor.progress.Progress;
import dev.crossfade.extractor.topics.OversizedRows;
import dev.crossfade.extractor.topics.TopicWriter;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.TableId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every chunk that the ledger does not hold, with several connections, into the old topics.
 *
 * <p>All connections see the exported snapshot before the first chunk is read. After a restart they
 * see newer ones: what changed in between comes again from the stream, after every snapshot row.
 */
public final class Snapshot implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Snapshot.class);

  private final MigrationPlan plan;
  private final TopicWriter topics;
  private final OversizedRows oversized;
  private final SnapshotLimits limits;
  private final Progress progress;
  private final SchemaGuard guard;
  private final RowLimiter limiter;
  private final List<SnapshotSession> sessions = new ArrayList<>();
  private final ConcurrentLinkedQueue<Chunk> queue = new ConcurrentLinkedQueue<>();
  private final Set<String> replanned = new HashSet<>();
  private final AtomicBoolean stopped = new AtomicBoolean();

  /** Asked when a table was rewritten under us. */
  @FunctionalInterface
  public interface SchemaGuard {
    /**
     * Asks now.
     *
     * @throws HeldException if the table is not what was planned any more
     */
    void check();
  }

  /**
   * Opens the connections.
   *
   * @param exported the snapshot they are to see; empty for one of their own each, as of now
   * @throws OldSideException if the old database cannot be reached or the snapshot is gone
   */
  public Snapshot(
      PostgresUrl url,
      Optional<String> exported,
      MigrationPlan plan,
      TopicWriter topics,
      OversizedRows oversized,
      SnapshotLimits limits,
      Progress progress,
      SchemaGuard guard) {
    this.plan = plan;
    this.topics = topics;
    this.oversized = oversized;
    this.limits = limits;
    this.progress = progress;
    this.guard = guard;
    this.limiter = new RowLimiter(limits.rowsPerSecond());
    try {
      for (int i = 0; i < limits.readers(); i++) {
        sessions.add(new SnapshotSession(url, exported));
      }
    } catch (SQLException failure) {
      close();
      throw new OldSideException("cannot open the snapshot in the old database", failure);
    }
  }

  /**
   * Reads and returns when every row is sent; the last transaction is still open.
   *
   * @param ledger what earlier runs have read, per table
   * @param position the LSN the stream will begin at
   * @throws InterruptedException when it is to stop; chunks that are done stay done
   */
  public void read(Map<TableId, ? extends Collection<LedgerEntry>> ledger, long position)
      throws InterruptedException {
    planChunks(ledger);
    ExecutorService readers =
        Executors.newFixedThreadPool(
            sessions.size(), task -> new Thread(task, "crossfade-snapshot"));
    try {
      ExecutorCompletionService<Boolean> running = new ExecutorCompletionService<>(readers);
      for (SnapshotSession session : sessions) {
        running.submit(() -> readChunks(session, position), true);
      }
      for (int i = 0; i < sessions.size(); i++) {
        running.take().get();
      }
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(failure.getCause());
    } finally {
      close();
      readers.shutdownNow();
    }
  }

  private void planChunks(Map<TableId, ? extends Collection<LedgerEntry>> ledger) {
    ChunkPlan chunks = new ChunkPlan(limits.chunkRows());
    try {
      OldCatalog catalog = new OldCatalog(sessions.get(0).connection());
      for (OldTable table : plan.oldTables()) {
        Collection<LedgerEntry> done = ledger.get(table.id());
        double rows = 0;
        List<Chunk> missing = new ArrayList<>();
        for (Leaf leaf : catalog.leaves(table.id())) {
          rows += leaf.rows();
          missing.addAll(chunks.missing(table, leaf, done == null ? List.of() : done));
        }
        progress.of(table.id()).expectRows((long) rows);
        progress.of(table.id()).expectChunks(missing.size() + 1);
        progress.of(table.id()).chunkDone(); // so that a table without chunks is done
        queue.addAll(missing);
      }
    } catch (SQLException failure) {
      throw new OldSideException("cannot plan the snapshot", failure);
    }
  }

  private void readChunks(SnapshotSession session, long position) {
    try {
      ChunkReader reader = reader(session, position);
      for (Chunk chunk = queue.poll(); chunk != null && !stopped.get(); chunk = queue.poll()) {
        if (session.isOlderThan(limits.ageMax())) {
          reader = renewed(session, position);
        }
        TableId table = chunk.table().id();
        ChunkReader.Outcome outcome = reader.read(chunk, progress.of(table)::addSnapshotRows);
        while (outcome == ChunkReader.Outcome.SNAPSHOT_TOO_OLD) {
          reader = renewed(session, position);
          outcome = reader.read(chunk, progress.of(table)::addSnapshotRows);
        }
        if (outcome == ChunkReader.Outcome.REWRITTEN) {
          replan(chunk, session.connection());
        }
        progress.of(table).chunkDone();
      }
      session.connection().commit();
    } catch (SQLException failure) {
      stopped.set(true);
      throw new OldSideException("cannot read the snapshot", failure);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopped.set(true);
    } catch (RuntimeException | Error failure) {
      stopped.set(true);
      throw failure;
    }
  }

  /** Whatever changed since the old snapshot comes from the stream. */
  private ChunkReader renewed(SnapshotSession session, long position) throws SQLException {
    session.renew();
    return reader(session, position);
  }

  private ChunkReader reader(SnapshotSession session, long position) {
    return new ChunkReader(
        session.connection(), plan, topics, oversized, limiter, position, session.takenAtMicros());
  }

  /** The leaf has another file now: every chunk of the old one is worth nothing. */
  private synchronized void replan(Chunk chunk, Connection connection) throws SQLException {
    guard.check();
    TableId leafId = chunk.leaf().id();
    Leaf now =
        new OldCatalog(connection)
            .leaves(chunk.table().id()).stream()
                .filter(leaf -> leaf.id().equals(leafId))
                .findFirst()
                .orElseThrow(
                    () ->
                        new HeldException(
                            leafId + " is no part of " + chunk.table().id() + " any more"));
    if (!replanned.add(leafId.quoted() + now.filenode())) {
      return;
    }
    LOG.info("{} was rewritten during the snapshot: reading it again from its beginning", leafId);
    List<Chunk> again = new ChunkPlan(limits.chunkRows()).missing(chunk.table(), now, List.of());
    progress.of(chunk.table().id()).expectChunks(again.size());
    queue.addAll(again);
  }

  /** Breaks the reading off, from any thread. */
  @Override
  public void close() {
    stopped.set(true);
    sessions.forEach(SnapshotSession::abort);
  }
}
