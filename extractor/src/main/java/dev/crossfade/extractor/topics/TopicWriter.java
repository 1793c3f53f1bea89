package dev.crossfade.extractor.topics;

import dev.crossfade.control.ControlKeys;
import dev.crossfade.control.ControlTopic;
import dev.crossfade.control.KafkaConnection;
import dev.crossfade.schemas.MigrationPlan;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/**
 * Writes records in Kafka transactions, each with what must be true exactly if its records are
 * there: the position, the ledger of the snapshot.
 *
 * <p>Safe for use by several threads: what one {@link #send} gets is in one transaction. A
 * transaction begins with its first record.
 */
public final class TopicWriter implements AutoCloseable {

  private static final int TRANSACTION_TIMEOUT_MILLIS = 60_000;

  private final ControlTopic control;
  private final KafkaProducer<byte[], byte[]> producer;
  private boolean open;
  private long openedNanos;
  private long openBytes;
  private int senders;
  private boolean closed;

  /**
   * Opens the producer and fences every earlier one with the same id: their open transactions are
   * aborted, their later ones refused.
   *
   * @throws ExtractorFencedException if another extractor was started after this one, or the
   *     migration was unprepared or prepared anew since
   * @throws KafkaUnavailableException if Kafka does not let it
   */
  public TopicWriter(KafkaConnection kafka, ControlTopic control, MigrationPlan plan, Claim claim) {
    this.control = control;
    claim.mustNotBeOvertaken(control);
    this.producer =
        new KafkaProducer<>(
            kafka.producer(
                Map.of(
                    "transactional.id", plan.topics().extractorTransactionalId(),
                    "transaction.timeout.ms", TRANSACTION_TIMEOUT_MILLIS,
                    "linger.ms", 20,
                    "batch.size", 512 << 10,
                    "delivery.timeout.ms", 50_000,
                    "request.timeout.ms", 20_000,
                    "max.block.ms", 50_000)));
    try {
      producer.initTransactions();
      if (!claim.stands(kafka, plan)) {
        put(ControlKeys.EXTRACTOR, claim.own());
        commit();
        claim.made();
      }
    } catch (KafkaException failure) {
      producer.close(Duration.ZERO);
      throw explained("cannot begin to write to Kafka", failure);
    } catch (RuntimeException failure) {
      producer.close(Duration.ZERO);
      throw failure;
    }
  }

  /**
   * Sends records within the open transaction. They count only once {@link #commit} returns.
   *
   * @param bytes how much the records hold, for {@link #openBytes}
   */
  public void send(Collection<ProducerRecord<byte[], byte[]>> records, long bytes) {
    enter(bytes);
    try {
      for (ProducerRecord<byte[], byte[]> record : records) {
        var unused = producer.send(record); // a failure comes out of commitTransaction
      }
    } catch (KafkaException | IllegalStateException failure) {
      throw explained("cannot write to Kafka", failure);
    } finally {
      leave();
    }
  }

  /** Sends one record within the open transaction. */
  public void send(ProducerRecord<byte[], byte[]> record, long bytes) {
    send(List.of(record), bytes);
  }

  /** The record of a value of the control topic, to be sent with others. */
  public ProducerRecord<byte[], byte[]> controlRecord(String controlKey, Object value) {
    return control.record(controlKey, value);
  }

  /** Sends a value for the control topic within the open transaction. */
  public void put(String controlKey, Object value) {
    send(control.record(controlKey, value), 0);
  }

  /** Sends the position within the open transaction. */
  public void put(Position position) {
    put(ControlKeys.POSITION, position);
  }

  /** How many bytes the open transaction holds; 0 if none is open. */
  public synchronized long openBytes() {
    return open ? openBytes : 0;
  }

  /** For how long a transaction has been open; zero if none is. */
  public synchronized Duration openFor() {
    return open ? Duration.ofNanos(System.nanoTime() - openedNanos) : Duration.ZERO;
  }

  /**
   * Commits what was sent; waits until no thread is inside {@link #send}. Nothing happens without
   * an open transaction.
   */
  public synchronized void commit() {
    awaitSenders();
    if (!open) {
      return;
    }
    try {
      producer.commitTransaction();
      open = false;
    } catch (KafkaException | IllegalStateException failure) {
      throw explained("cannot commit a batch to Kafka", failure);
    }
  }

  /** Commits if the transaction has been open for as long as {@code age}. */
  public void commitIfOlder(Duration age) {
    if (openFor().compareTo(age) >= 0) {
      commitOnce(age);
    }
  }

  private synchronized void commitOnce(Duration age) {
    if (openFor().compareTo(age) >= 0) { // another thread may just have
      commit();
    }
  }

  /** Ends without committing: what is open is aborted, by us or by Kafka. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    producer.close(Duration.ZERO);
  }

  private synchronized void enter(long bytes) {
    if (closed) {
      throw new KafkaUnavailableException(
          "the extractor is closing", new IllegalStateException("closed"));
    }
    if (!open) {
      try {
        producer.beginTransaction();
      } catch (KafkaException | IllegalStateException failure) {
        throw explained("cannot begin a batch", failure);
      }
      open = true;
      openedNanos = System.nanoTime();
      openBytes = 0;
    }
    openBytes += bytes;
    senders++;
  }

  private synchronized void leave() {
    senders--;
    notifyAll();
  }

  private void awaitSenders() {
    boolean interrupted = false;
    while (senders > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static KafkaUnavailableException explained(String what, RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProducerFencedException
          || cause instanceof InvalidProducerEpochException) {
        return new KafkaUnavailableException(
            what + ": another extractor has opened its producer, or Kafka gave the batch up",
            failure);
      }
    }
    return new KafkaUnavailableException(what + ": " + failure.getMessage(), failure);
  }
}
