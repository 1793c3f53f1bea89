package dev.crossfade.extractor.debezium;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.extractor.stream.LogListener;
import dev.crossfade.schemas.TableId;
import dev.crossfade.schemas.TopicNames;
import io.debezium.DebeziumException;
import io.debezium.connector.postgresql.PostgresConnector;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The old log, read through the replication slot by an embedded Debezium task: its connection,
 * keep-alives, decoder and descriptions of tables; our positions, values and delivery.
 */
public final class DebeziumLog {

  private static final Logger LOG = LoggerFactory.getLogger(DebeziumLog.class);
  private static final int POLL_MILLIS = 10;

  private final Map<String, String> properties;
  private final MessageTap tap;
  private final TappedTask task;

  /**
   * Prepares to read; nothing is opened yet.
   *
   * @param fromLsn where to begin: the end of the last transaction that need not come again
   * @param slotCheck called when the slot is surely there, before anything is read; throws if it is
   *     not the one that was left
   */
  public DebeziumLog(
      PostgresUrl url,
      TopicNames names,
      Collection<TableId> tables,
      long fromLsn,
      Runnable slotCheck,
      LogListener listener) {
    this.properties = properties(url, names, tables);
    this.tap = new MessageTap(listener);
    this.task = new TappedTask(fromLsn, slotCheck, tap);
  }

  /**
   * Reads until told to stop. An interrupt does not do: Debezium swallows some.
   *
   * @param stop asked every few milliseconds
   * @throws LogBrokenException if the connection breaks: retry from the committed position
   * @throws RuntimeException what the listener threw
   */
  public void read(BooleanSupplier stop) throws InterruptedException {
    task.initialize(new NoOffsets());
    try {
      task.start(properties);
      while (tap.failure() == null) {
        if (stop.getAsBoolean()) {
          throw new InterruptedException("told to stop");
        }
        var unused = task.poll(); // an empty queue, and the failures of the streaming thread
      }
      throw listenerFailure();
    } catch (ConnectException | DebeziumException failure) {
      if (tap.failure() != null) {
        throw listenerFailure();
      }
      throw new LogBrokenException(failure);
    } finally {
      stop();
    }
  }

  private RuntimeException listenerFailure() {
    if (tap.failure() instanceof RuntimeException failure) {
      return failure;
    }
    return new IllegalStateException(tap.failure());
  }

  private void stop() {
    boolean interrupted = Thread.interrupted(); // stopping takes a moment of its own
    try {
      task.stop();
    } catch (RuntimeException failure) {
      LOG.warn("Debezium did not stop cleanly: {}", failure.toString());
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Map<String, String> properties(
      PostgresUrl url, TopicNames names, Collection<TableId> tables) {
    Map<String, String> all = new HashMap<>();
    all.put("name", names.slot());
    all.put("connector.class", PostgresConnector.class.getName());
    all.put("topic.prefix", names.slot());
    hostAndPort(url.hosts(), all);
    all.put("database.user", url.user());
    if (url.password() != null) {
      all.put("database.password", url.password());
    }
    all.put("database.dbname", url.database());
    url.parameters().forEach((name, value) -> all.put("driver." + name, value));
    all.put("plugin.name", "pgoutput");
    all.put("slot.name", names.slot());
    all.put("slot.drop.on.stop", "false");
    all.put("slot.max.retries", "0");
    all.put("publication.name", names.publication());
    all.put("publication.autocreate.mode", "disabled");
    all.put("snapshot.mode", "no_data");
    all.put("table.include.list", includeList(tables));
    all.put("skipped.operations", "none");
    all.put("tombstones.on.delete", "false");
    all.put("include.unknown.datatypes", "true");
    all.put("lsn.flush.mode", "connector");
    all.put("poll.interval.ms", Integer.toString(POLL_MILLIS));
    all.put("status.update.interval.ms", "5000");
    all.put("errors.max.retries", "0");
    all.put("executor.shutdown.timeout.ms", "5000");
    return all;
  }

  /** Debezium puts {@code host:port} together itself; of several hosts only the last is split. */
  private static void hostAndPort(String hosts, Map<String, String> into) {
    int colon = hosts.lastIndexOf(':');
    into.put("database.hostname", hosts.substring(0, colon));
    into.put("database.port", hosts.substring(colon + 1));
  }

  /** The publication already says which; a dot for every odd character spares us the escaping. */
  private static String includeList(Collection<TableId> tables) {
    return tables.stream()
        .map(table -> dotted(table.schema()) + "\\." + dotted(table.name()))
        .collect(Collectors.joining(","));
  }

  private static String dotted(String name) {
    return name.replaceAll("[^A-Za-z0-9_]", ".");
  }
}
