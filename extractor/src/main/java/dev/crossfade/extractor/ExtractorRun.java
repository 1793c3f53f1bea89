package dev.crossfade.extractor;

import dev.crossfade.control.ControlKeys;
import dev.crossfade.control.ControlTopic;
import dev.crossfade.control.KafkaForgotException;
import dev.crossfade.control.KafkaIdentity;
import dev.crossfade.control.MigrationTopics;
import dev.crossfade.control.StatusReport;
import dev.crossfade.databases.postgres.Session;
import dev.crossfade.extractor.debezium.DebeziumLog;
import dev.crossfade.extractor.oldside.ExportedSlot;
import dev.crossfade.extractor.oldside.OldShape;
import dev.crossfade.extractor.oldside.OldSideException;
import dev.crossfade.extractor.oldside.SchemaGuard;
import dev.crossfade.extractor.oldside.ServerIdentity;
import dev.crossfade.extractor.oldside.Slot;
import dev.crossfade.extractor.oldside.SlotBookkeeping;
import dev.crossfade.extractor.progress.Progress;
import dev.crossfade.extractor.snapshot.LedgerEntry;
import dev.crossfade.extractor.snapshot.Snapshot;
import dev.crossfade.extractor.stream.ChangeWriter;
import dev.crossfade.extractor.stream.CommitObserver;
import dev.crossfade.extractor.topics.Claim;
import dev.crossfade.extractor.topics.OversizedRows;
import dev.crossfade.extractor.topics.Position;
import dev.crossfade.extractor.topics.TopicWriter;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * One try: from what Kafka and the old database hold, through the rest of the snapshot, along the
 * log, until something ends it.
 */
final class ExtractorRun {

  private final ExtractorSettings settings;
  private final MigrationPlan plan;
  private final ControlTopic control;
  private final Claim claim;
  private final StatusBoard board;
  private final CommitObserver observer;
  private final BooleanSupplier stop;
  private final Progress progress;
  private volatile @Nullable OldShape shape;

  ExtractorRun(
      ExtractorSettings settings,
      MigrationPlan plan,
      ControlTopic control,
      Claim claim,
      StatusBoard board,
      CommitObserver observer,
      BooleanSupplier stop) {
    this.settings = settings;
    this.plan = plan;
    this.control = control;
    this.claim = claim;
    this.board = board;
    this.observer = observer;
    this.stop = stop;
    this.progress = new Progress(plan.oldTables());
  }

  /** Never returns: throws what ended it. */
  void run() throws InterruptedException {
    board.counts(plan.generation(), progress);
    String cluster = mustBeOurKafka();
    try (TopicWriter topics = new TopicWriter(settings.kafka(), control, plan, claim)) {
      OversizedRows oversized =
          new OversizedRows(
              plan, settings.kafka().rowBytesMax(), KnownDeadLetters.read(settings.kafka(), plan));
      // Read only now: the earlier extractor's open transaction is decided.
      Optional<Position> found = control.read(ControlKeys.POSITION, Position.class);
      Position position;
      if (found.isPresent()) {
        position = found.get();
        mustFit(position, cluster);
        board.reached(position);
        if (!position.snapshotDone()) {
          position = snapshot(position, Optional.empty(), topics, oversized);
        }
      } else {
        position = first(cluster, topics, oversized);
      }
      progress.snapshotDone();
      stream(position, cluster, topics, oversized);
    }
  }

  private String mustBeOurKafka() {
    KafkaIdentity now = kafkaNow(); // first: nothing can be read from a topic that is gone
    control
        .read(ControlKeys.IDENTITY, KafkaIdentity.class)
        .orElseThrow(
            () ->
                new NotPreparedException(
                    "Kafka holds no identity of migration "
                        + plan.migration()
                        + ": run crossfade prepare"))
        .mustBe(now);
    return now.clusterId();
  }

  private KafkaIdentity kafkaNow() {
    List<String> topics =
        new ArrayList<>(new MigrationTopics(plan, 1, settings.kafka()).oldNames());
    topics.add(plan.topics().control());
    topics.add(plan.topics().dead());
    try (Admin admin = Admin.create(settings.kafka().admin())) {
      return KafkaIdentity.read(admin, topics);
    } catch (dev.crossfade.control.ControlException failure) {
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        if (cause instanceof UnknownTopicOrPartitionException) {
          throw new KafkaForgotException("a topic of migration " + plan.migration() + " is gone");
        }
      }
      throw failure;
    }
  }

  private void mustFit(Position position, String cluster) {
    try (Connection connection = Session.open(settings.old())) {
      new SlotBookkeeping(connection, plan.topics())
          .mustFit(
              ServerIdentity.read(connection),
              position,
              Slot.read(connection, plan.topics().slot()),
              cluster);
    } catch (SQLException failure) {
      throw new OldSideException("cannot ask the old database", failure);
    }
  }

  private Position first(String cluster, TopicWriter topics, OversizedRows oversized)
      throws InterruptedException {
    String slot = plan.topics().slot();
    try (Connection connection = Session.open(settings.old())) {
      mustPublish(connection);
      Optional<Slot> left = Slot.read(connection, slot);
      if (left.isPresent() && left.get().confirmedLsn() == 0) {
        throw new OldSideException(
            "replication slot "
                + slot
                + " is still being made by an earlier start; it waits for transactions that are open now");
      }
      if (left.isPresent()) {
        // Made by a run that died before it could say so: a newer snapshot does as well.
        Position position = new Position(left.get().confirmedLsn(), false, 0);
        remember(connection, position, cluster, topics);
        return snapshot(position, Optional.empty(), topics, oversized);
      }
      board.state(
          StatusReport.State.STARTING,
          "making the replication slot, which waits for transactions that are open now");
      try (ExportedSlot made = ExportedSlot.create(settings.old(), slot)) {
        Position position = new Position(made.lsn(), false, 0);
        remember(connection, position, cluster, topics);
        return snapshot(position, Optional.of(made), topics, oversized);
      }
    } catch (SQLException failure) {
      throw new OldSideException("cannot begin on the old database", failure);
    }
  }

  private void remember(
      Connection connection, Position position, String cluster, TopicWriter topics)
      throws SQLException {
    new SlotBookkeeping(connection, plan.topics())
        .remember(ServerIdentity.read(connection), position.lsn(), cluster);
    OldShape now = OldShape.read(connection, plan);
    topics.put(OldShape.CONTROL_KEY, now);
    topics.put(position);
    topics.commit();
    shape = now;
    board.reached(position);
  }

  private void mustPublish(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT 1 FROM pg_publication WHERE pubname = ?")) {
      statement.setString(1, plan.topics().publication());
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new NotPreparedException(
              "the old database has no publication "
                  + plan.topics().publication()
                  + ": run crossfade prepare");
        }
      }
    }
  }

  private Position snapshot(
      Position position,
      Optional<ExportedSlot> exported,
      TopicWriter topics,
      OversizedRows oversized)
      throws InterruptedException {
    board.state(StatusReport.State.SNAPSHOT);
    try (SchemaGuard guard = guard();
        Snapshot snapshot =
            new Snapshot(
                settings.old(),
                exported.map(ExportedSlot::snapshot),
                plan,
                topics,
                oversized,
                settings.snapshot(),
                progress,
                guard::check)) {
      exported.ifPresent(ExportedSlot::close); // every reader has the snapshot now
      guard.check();
      try (Watch watch = new Watch(settings, plan.topics(), board, guard)) {
        watched(watch, () -> snapshot.read(ledger(), position.lsn()));
      }
      guard.check(); // what was read is what was planned
    }
    Position done = position.afterSnapshot();
    topics.put(done);
    topics.commit(); // the stream begins after the last chunk is committed
    board.reached(done);
    return done;
  }

  private void stream(
      Position position, String cluster, TopicWriter topics, OversizedRows oversized)
      throws InterruptedException {
    try (SchemaGuard guard = guard()) {
      guard.check();
      CommitObserver noted =
          (reached, whole) -> {
            board.reached(reached);
            observer.committed(reached, whole);
          };
      ChangeWriter writer =
          new ChangeWriter(
              plan, position, topics, oversized, settings.stream(), progress, guard::check, noted);
      List<TableId> tables = plan.oldTables().stream().map(OldTable::id).toList();
      DebeziumLog log =
          new DebeziumLog(
              settings.old(),
              plan.topics(),
              tables,
              position.lsn(),
              () -> {
                mustFit(position, cluster);
                board.state(StatusReport.State.STREAMING);
              },
              writer);
      try (Watch watch = new Watch(settings, plan.topics(), board, guard)) {
        watched(watch, () -> log.read(() -> stop.getAsBoolean() || watch.failure() != null));
      }
    }
  }

  private interface Reading {
    void run() throws InterruptedException;
  }

  /** What the watch found is what ended the reading, not the interrupt it sent. */
  private static void watched(Watch watch, Reading reading) throws InterruptedException {
    try {
      reading.run();
    } catch (InterruptedException | RuntimeException ended) {
      mustBeContent(watch);
      throw ended;
    }
    mustBeContent(watch); // it may have read all before it was told
  }

  private static void mustBeContent(Watch watch) {
    RuntimeException why = watch.verdict();
    if (why != null) {
      var unused = Thread.interrupted();
      throw why;
    }
  }

  private SchemaGuard guard() {
    return new SchemaGuard(settings.old(), plan, knownShape(), this::shapeIs);
  }

  /** Not read back after our own commit: Kafka shows a transaction a moment after it says so. */
  private OldShape knownShape() {
    OldShape known = shape;
    if (known == null) {
      known =
          control
              .read(OldShape.CONTROL_KEY, OldShape.class)
              .orElseThrow(
                  () -> new NotPreparedException("Kafka has lost the shape of the old tables"));
      shape = known;
    }
    return known;
  }

  private void shapeIs(OldShape now) {
    shape = now;
    control.put(OldShape.CONTROL_KEY, now);
  }

  private Map<TableId, Collection<LedgerEntry>> ledger() {
    Map<TableId, Collection<LedgerEntry>> ledger = new HashMap<>();
    for (OldTable table : plan.oldTables()) {
      ledger.put(
          table.id(),
          control.readAll(ControlKeys.ledgerOf(table.id()), LedgerEntry.class).values());
    }
    return ledger;
  }
}
