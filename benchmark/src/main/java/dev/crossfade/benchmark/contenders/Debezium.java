package dev.crossfade.benchmark.contenders;

import dev.crossfade.benchmark.processes.JavaProcess;
import dev.crossfade.benchmark.processes.Port;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The peer: Debezium's PostgreSQL connector and its JDBC sink in one Kafka Connect worker. It
 * copies the table as it is. Its settings are those that were fastest here; the rest are defaults.
 */
public final class Debezium implements Contender {

  public static final String NAME = "Debezium + JDBC sink";

  private static final int HEAP_MIB = 1024;

  private final Path jars;

  /**
   * @param jars the folder that {@code benchmark/peers/pom.xml} fills
   */
  public Debezium(Path jars) {
    this.jars = jars;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<String> absence() {
    return Files.isDirectory(jars.resolve("connect"))
        ? Optional.empty()
        : Optional.of("its jars are not in " + jars + "; benchmark/run fetches them");
  }

  @Override
  public NewTable newTable() {
    return NewTable.SAME;
  }

  @Override
  public boolean streams() {
    return true;
  }

  @Override
  public void prepare(Round round) throws IOException {
    write(round.folder().resolve("worker.properties"), worker(round));
    write(round.folder().resolve("source.properties"), source(round));
    write(round.folder().resolve("sink.properties"), sink(round));
  }

  @Override
  public Running start(Round round) {
    return new Running(
        List.of(
            JavaProcess.start(
                "connect",
                round.folder(),
                round.javaOptions("connect", HEAP_MIB),
                List.of(
                    "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                    "-cp",
                    jars.resolve("connect") + "/*",
                    "org.apache.kafka.connect.cli.ConnectStandalone",
                    "worker.properties",
                    "source.properties",
                    "sink.properties"),
                Map.of())));
  }

  private Map<String, String> worker(Round round) {
    return Map.of(
        "bootstrap.servers",
        round.kafka(),
        "key.converter",
        "org.apache.kafka.connect.json.JsonConverter",
        "value.converter",
        "org.apache.kafka.connect.json.JsonConverter",
        "offset.storage.file.filename",
        round.folder().resolve("offsets").toString(),
        "plugin.path",
        jars.resolve("plugins").toString(),
        "plugin.discovery",
        "only_scan",
        "listeners",
        "http://127.0.0.1:" + Port.free().number());
  }

  private static Map<String, String> source(Round round) {
    return Map.ofEntries(
        Map.entry("name", "source"),
        Map.entry("connector.class", "io.debezium.connector.postgresql.PostgresConnector"),
        Map.entry("database.hostname", "localhost"),
        Map.entry("database.port", String.valueOf(round.old().port())),
        Map.entry("database.user", "postgres"),
        Map.entry("database.dbname", round.old().name()),
        Map.entry("plugin.name", "pgoutput"),
        Map.entry("slot.name", round.old().name()),
        Map.entry("publication.autocreate.mode", "filtered"),
        Map.entry("table.include.list", "public.orders"),
        Map.entry("topic.prefix", "peer"),
        Map.entry("tombstones.on.delete", "false"),
        Map.entry("max.batch.size", "8192"),
        Map.entry("max.queue.size", "32768"),
        Map.entry("poll.interval.ms", "50"),
        Map.entry("topic.creation.default.partitions", "4"),
        Map.entry("topic.creation.default.replication.factor", "1"),
        Map.entry("producer.override.compression.type", "lz4"),
        Map.entry("producer.override.batch.size", "262144"),
        Map.entry("producer.override.linger.ms", "5"));
  }

  private static Map<String, String> sink(Round round) {
    return Map.ofEntries(
        Map.entry("name", "sink"),
        Map.entry("connector.class", "io.debezium.connector.jdbc.JdbcSinkConnector"),
        Map.entry("tasks.max", "2"),
        Map.entry("topics", "peer.public.orders"),
        Map.entry("connection.url", round.fresh().jdbcUrl() + "?reWriteBatchedInserts=true"),
        Map.entry("connection.username", "postgres"),
        Map.entry("connection.password", "none"),
        Map.entry("insert.mode", "upsert"),
        Map.entry("delete.enabled", "true"),
        Map.entry("primary.key.mode", "record_key"),
        Map.entry("schema.evolution", "none"),
        Map.entry("collection.name.format", "orders"),
        Map.entry("batch.size", "3000"),
        Map.entry("use.reduction.buffer", "true"),
        Map.entry("consumer.override.max.poll.records", "3000"),
        Map.entry("consumer.override.max.partition.fetch.bytes", "8388608"));
  }

  private static void write(Path file, Map<String, String> settings) throws IOException {
    Properties properties = new Properties();
    properties.putAll(settings);
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
  }
}
