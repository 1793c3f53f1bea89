package dev.crossfade.loader;

import dev.crossfade.control.KafkaConnection;
import java.time.Duration;

/**
 * The loader's own settings.
 *
 * @param newDatabase where the rows go
 * @param kafka where they come from
 * @param instance tells several loaders apart in status reports
 * @param connectionsMax transactions at work at once in the new database, 1 to 64
 * @param lanesPerTable how many of them may write one table at once, 1 to 16
 * @param batchRowsMax most rows in one transaction, 1 to 1,000,000
 * @param batchBytesMax most bytes in one transaction, a single larger poll excepted
 * @param queueBytesMax most bytes that wait in memory for the new database
 * @param retryFor how long a lost connection or a full disk is tried again before the loader stops
 * @param parkedFor how long, by the old database's clock and with everything since applied, a row
 *     may wait for a unique value before it is a dead letter
 */
public record LoaderSettings(
    NewDatabase newDatabase,
    KafkaConnection kafka,
    String instance,
    int connectionsMax,
    int lanesPerTable,
    int batchRowsMax,
    long batchBytesMax,
    long queueBytesMax,
    Duration retryFor,
    Duration parkedFor) {

  public LoaderSettings {
    within("connections-max", connectionsMax, 1, 64);
    within("lanes-per-table", lanesPerTable, 1, 16);
    within("batch-rows-max", batchRowsMax, 1, 1_000_000);
    within("batch-bytes-max", batchBytesMax, 1 << 10, 1L << 30);
    within("queue-bytes-max", queueBytesMax, 1 << 16, 1L << 33);
  }

  /** What suits most: two transactions for each core, batches of 100,000 rows or 16 MiB. */
  public static LoaderSettings of(NewDatabase newDatabase, KafkaConnection kafka, String instance) {
    int cores = Runtime.getRuntime().availableProcessors();
    return new LoaderSettings(
        newDatabase,
        kafka,
        instance,
        Math.max(4, Math.min(16, 2 * cores)),
        Math.max(1, Math.min(4, cores / 2)),
        100_000,
        16L << 20,
        64L << 20,
        Duration.ofMinutes(10),
        Duration.ofMinutes(1));
  }

  public LoaderSettings withBatchRowsMax(int rows) {
    return new LoaderSettings(
        newDatabase,
        kafka,
        instance,
        connectionsMax,
        lanesPerTable,
        rows,
        batchBytesMax,
        queueBytesMax,
        retryFor,
        parkedFor);
  }

  public LoaderSettings withLanesPerTable(int lanes) {
    return new LoaderSettings(
        newDatabase,
        kafka,
        instance,
        connectionsMax,
        lanes,
        batchRowsMax,
        batchBytesMax,
        queueBytesMax,
        retryFor,
        parkedFor);
  }

  public LoaderSettings withRetryFor(Duration limit) {
    return new LoaderSettings(
        newDatabase,
        kafka,
        instance,
        connectionsMax,
        lanesPerTable,
        batchRowsMax,
        batchBytesMax,
        queueBytesMax,
        limit,
        parkedFor);
  }

  public LoaderSettings withParkedFor(Duration limit) {
    return new LoaderSettings(
        newDatabase,
        kafka,
        instance,
        connectionsMax,
        lanesPerTable,
        batchRowsMax,
        batchBytesMax,
        queueBytesMax,
        retryFor,
        limit);
  }

  private static void within(String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "loader." + name + " is " + min + " to " + max + ", not " + value);
    }
  }
}
