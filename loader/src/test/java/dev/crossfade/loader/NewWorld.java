package dev.crossfade.loader;

import dev.crossfade.control.KafkaConnection;
import dev.crossfade.control.MigrationTopics;
import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.loader.postgres.PostgresDatabase;
import dev.crossfade.schemas.DeadLetter;
import dev.crossfade.schemas.Marker;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.RecordHeaders;
import dev.crossfade.testkit.Deadline;
import dev.crossfade.testkit.TestDatabase;
import dev.crossfade.testkit.TestKafka;
import dev.crossfade.testkit.TestPostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * A prepared new database, the topics of a generation, a producer that plays the transformer, and
 * loaders.
 */
final class NewWorld implements AutoCloseable {

  static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
  private static final AtomicInteger COUNTER = new AtomicInteger();

  final TestDatabase database = TestPostgres.shared().create("newside");
  final KafkaConnection kafka = KafkaConnection.of(TestKafka.bootstrap());
  final MigrationPlan plan;
  final Records records;
  private final NewDatabase into;
  private final List<RunningLoader> loaders = new ArrayList<>();
  private final KafkaProducer<byte[], byte[]> producer;
  volatile dev.crossfade.control.@Nullable StatusReport status;
  private int markers;

  /** Into another database than the PostgreSQL of the tests: its tables are there already. */
  NewWorld(int partitions, List<NewTable> tables, NewDatabase into) {
    this(partitions, tables, into, new String[0]);
  }

  /** Makes the schema, then the plan of these tables, the topics, and prepares the new side. */
  NewWorld(int partitions, List<NewTable> tables, String... ddl) {
    this(partitions, tables, null, ddl);
  }

  private NewWorld(
      int partitions, List<NewTable> tables, @Nullable NewDatabase into, String... ddl) {
    this.into = into == null ? new PostgresDatabase(PostgresUrl.parse(database.url())) : into;
    database.execute(ddl);
    String migration = "load" + COUNTER.incrementAndGet();
    plan = Records.plan(migration, partitions, tables, List.of());
    records = new Records(plan);
    makeTopics();
    prepare();
    producer =
        new KafkaProducer<>(
            kafka.producer(Map.of("transactional.id", migration + ".test", "linger.ms", 5)));
    producer.initTransactions();
  }

  void makeTopics() {
    try (Admin admin = Admin.create(kafka.admin())) {
      new MigrationTopics(plan, 1, kafka).create(admin);
    }
  }

  /** Again and again: Kafka deletes a topic some time after it has said so. */
  void makeTopicsAgain() {
    Deadline.until(
        LONG_ENOUGH,
        "topics made again",
        () -> {
          try (Admin admin = Admin.create(kafka.admin())) {
            new MigrationTopics(plan, 1, kafka).create(admin);
            return admin.listTopics().names().get().contains(records.topic("people"));
          }
        });
  }

  void configure(Admin admin, String topic, String name, String value) throws Exception {
    admin
        .incrementalAlterConfigs(
            Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, topic),
                List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET))))
        .all()
        .get();
  }

  void prepare() {
    try {
      into.prepare(plan);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  NewDatabase newDatabase() {
    return into;
  }

  LoaderSettings settings() {
    return LoaderSettings.of(newDatabase(), kafka, "test").withRetryFor(Duration.ofSeconds(20));
  }

  /** A loader on a thread of its own. */
  RunningLoader load() {
    return load(settings());
  }

  RunningLoader load(LoaderSettings settings) {
    RunningLoader loader = new RunningLoader(new Loader(settings, plan, report -> status = report));
    loaders.add(loader);
    return loader;
  }

  /** Everything sent by {@code sends} in one Kafka transaction. */
  void send(Runnable sends) {
    producer.beginTransaction();
    sends.run();
    producer.commitTransaction();
  }

  void abort(Runnable sends) {
    producer.beginTransaction();
    sends.run();
    producer.flush();
    producer.abortTransaction();
  }

  /** Another producer, whose one transaction stays open until it says so. */
  Rival rival() {
    return new Rival();
  }

  final class Rival implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> own =
        new KafkaProducer<>(
            kafka.producer(Map.of("transactional.id", plan.migration() + ".rival")));

    void begin(Runnable sends) {
      own.initTransactions();
      own.beginTransaction();
      sends.run();
      own.flush();
    }

    void put(String table, @Nullable Object... values) {
      byte[] row = records.row(table, values);
      own.send(new ProducerRecord<>(records.topic(table), records.key(table, row), row));
    }

    void commit() {
      own.commitTransaction();
    }

    @Override
    public void close() {
      own.close(Duration.ofSeconds(5));
    }
  }

  void put(String table, @Nullable Object... values) {
    byte[] row = records.row(table, values);
    record(records.topic(table), records.key(table, row), row, false);
  }

  void putSnapshot(String table, @Nullable Object... values) {
    byte[] row = records.row(table, values);
    record(records.topic(table), records.key(table, row), row, true);
  }

  /** A tombstone; of the values only the key's count. */
  void delete(String table, @Nullable Object... values) {
    record(records.topic(table), records.key(table, records.row(table, values)), null, false);
  }

  void dead(DeadLetter letter) {
    record(plan.topics().dead(), letter.key(), letter.value(), false);
  }

  void deadGone(DeadLetter letter) {
    record(plan.topics().dead(), letter.key(), null, false);
  }

  void record(String topic, byte[] key, byte @Nullable [] value, boolean snapshot) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, null, System.currentTimeMillis(), key, value);
    if (snapshot) {
      record.headers().add(new RecordHeader(RecordHeaders.SNAPSHOT, new byte[0]));
    }
    producer.send(record);
  }

  /** Sends a marker from every feeder to every partition, as the transformer does. */
  Marker marker(Marker.Kind kind, long emittedAtMicros) {
    Marker marker = new Marker("m" + ++markers, kind, markers, emittedAtMicros, "", 0);
    Map<String, List<String>> feeders = new HashMap<>(Topics.feeders(plan));
    feeders.forEach(
        (topic, from) -> {
          for (int partition = 0; partition < plan.partitions(); partition++) {
            for (String feeder : from) {
              for (int of = 0; of < plan.partitions(); of++) {
                Marker passed = marker.from(feeder, of);
                producer.send(new ProducerRecord<>(topic, partition, passed.key(), passed.value()));
              }
            }
          }
        });
    return marker;
  }

  /** A drain marker, sent. */
  Marker drain() {
    Marker[] sent = new Marker[1];
    send(() -> sent[0] = marker(Marker.Kind.DRAIN, System.currentTimeMillis() * 1000));
    return sent[0];
  }

  /** Waits until everything sent so far is applied. */
  void untilArrived() {
    Marker marker = drain();
    Deadline.until(
        LONG_ENOUGH,
        "marker " + marker.id() + " from everywhere",
        () -> {
          loaders.get(loaders.size() - 1).check();
          return drained(marker).complete();
        });
  }

  Drained drained(Marker marker) throws SQLException {
    try (Ledger ledger = newDatabase().ledger()) {
      return Drained.query(ledger, plan, marker.id());
    }
  }

  String count(String table) {
    return database.ask("SELECT count(*) FROM " + table);
  }

  @Override
  public void close() {
    loaders.forEach(RunningLoader::close);
    producer.close(Duration.ofSeconds(5));
    database.close();
  }
}
