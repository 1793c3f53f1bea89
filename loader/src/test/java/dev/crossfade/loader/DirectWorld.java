package dev.crossfade.loader;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.loader.postgres.NewSide;
import dev.crossfade.loader.postgres.PostgresDatabase;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.testkit.TestDatabase;
import dev.crossfade.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A prepared new database and what a loader does to it, without Kafka: records of our own making,
 * partitioned as Kafka would.
 */
final class DirectWorld implements AutoCloseable {

  private static final AtomicInteger COUNTER = new AtomicInteger();

  final TestDatabase database = TestPostgres.shared().create("newside");
  MigrationPlan plan;
  private Batches batches;
  long parkedForMicros = 60_000_000;
  private final List<Hand> hands = new ArrayList<>();

  DirectWorld(int partitions, List<NewTable> tables, String... ddl) throws SQLException {
    this(partitions, tables, List.of(), ddl);
  }

  DirectWorld(int partitions, List<NewTable> tables, List<String> sensitiveColumns, String... ddl)
      throws SQLException {
    database.execute(ddl);
    plan = Records.plan("direct" + COUNTER.incrementAndGet(), partitions, tables, sensitiveColumns);
    batches = new Batches(plan);
    try (Connection connection = database.connect()) {
      NewSide.prepare(connection, plan);
    }
  }

  /** A loader's hand: its own session and memory. */
  Hand hand() throws SQLException {
    Hand hand = new Hand();
    hands.add(hand);
    return hand;
  }

  Batches.Sent put(String table, @Nullable Object... values) {
    return batches.put(table, values);
  }

  Batches.Sent putSnapshot(String table, @Nullable Object... values) {
    return batches.putSnapshot(table, values);
  }

  Batches.Sent delete(String table, @Nullable Object... values) {
    return batches.delete(table, values);
  }

  Batch batch(Batches.Sent... sent) {
    return batches.batch(sent);
  }

  Batch idle(String table) {
    return batches.idle(table);
  }

  Batch batchOfNothing(String table, Batches.Sent like) {
    return batches.batchOfNothing(table, like);
  }

  Batch heartbeat(String table, long emittedAtMicros) {
    return batches.heartbeat(table, emittedAtMicros);
  }

  /** Goes over to the next generation in place. */
  void replay() throws SQLException {
    plan = plan.withGeneration(plan.generation() + 1);
    batches = new Batches(plan);
    try (Connection connection = database.connect()) {
      NewSide.beginGeneration(connection, plan);
    }
  }

  String count(String table) {
    return database.ask("SELECT count(*) FROM " + table);
  }

  @Override
  public void close() throws SQLException {
    for (Hand hand : hands) {
      hand.session.close();
    }
    database.close();
  }

  /** One loader's session, writers and memory of what it wrote. */
  final class Hand {

    private final NewDatabase into = new PostgresDatabase(PostgresUrl.parse(database.url()));
    private final MigrationPlan ofPlan = plan;
    final LoadSession session = into.session(ofPlan);
    private final Map<String, TableWriter> writers = new HashMap<>();

    Hand() throws SQLException {}

    Tally write(Batch batch) throws SQLException {
      return Transaction.write(session, writer(batch.topic()), batch);
    }

    Tally write(Batches.Sent... sent) throws SQLException {
      return write(batch(sent));
    }

    TableWriter writer(String topic) {
      return writers.computeIfAbsent(
          topic,
          t ->
              writer(
                  ofPlan.newTables().stream()
                      .filter(n -> ofPlan.topics().newTable(ofPlan.generation(), n.id()).equals(t))
                      .findFirst()
                      .orElseThrow()));
    }

    private TableWriter writer(NewTable table) {
      return new TableWriter(into.lane(ofPlan, table), ofPlan, table, parkedForMicros);
    }
  }
}
