package dev.crossfade.operator.broker;

import dev.crossfade.control.KafkaConnection;
import dev.crossfade.embedded.BrokerOptions;
import dev.crossfade.embedded.EmbeddedBroker;
import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.operator.failure.FileTrouble;
import dev.crossfade.operator.failure.OperatorFailure;
import dev.crossfade.operator.process.StateLock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A way to Kafka that was seen to answer. With {@code bootstrap: embedded} the first verb of a
 * migration that needs Kafka has the broker in its own process; the others connect to it.
 */
public final class KafkaAccess implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaAccess.class);
  private static final Duration ANSWER_WAIT_MAX = Duration.ofSeconds(15);
  private static final Duration BROKER_WAIT_MAX = Duration.ofSeconds(90);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final KafkaConnection connection;
  private final @Nullable OwnBroker own;
  private final Optional<BrokerFile> other;
  private final Path state;

  private KafkaAccess(
      KafkaConnection connection, @Nullable OwnBroker own, Optional<BrokerFile> other, Path state) {
    this.connection = connection;
    this.own = own;
    this.other = other;
    this.state = state;
  }

  private record OwnBroker(EmbeddedBroker broker, StateLock lock) {}

  /**
   * Finds Kafka, or starts it.
   *
   * @param verb who asks, for messages
   * @param lasting whether the verb stays until it is stopped: it then waits for a broker inside a
   *     verb that ends in a moment, and takes it over
   * @throws OperatorFailure if no broker answers
   */
  public static KafkaAccess open(MigrationConfig config, String verb, boolean lasting) {
    if (!config.kafka().isEmbedded()) {
      KafkaConnection given = connection(config, config.kafka().bootstrap());
      mustAnswer(given, "see whether the brokers run and whether kafka.bootstrap names them");
      return new KafkaAccess(given, null, Optional.empty(), config.state());
    }
    long deadline = System.nanoTime() + BROKER_WAIT_MAX.toNanos();
    while (true) {
      Optional<StateLock> lock = StateLock.tryTake(config.state(), "broker.lock");
      if (lock.isPresent()) {
        return start(config, verb, lasting, lock.get());
      }
      Optional<BrokerFile> other = BrokerFile.read(config.state());
      if (other.isPresent() && (other.get().lasting() || !lasting)) {
        KafkaConnection found = connection(config, other.get().bootstrap());
        mustAnswer(found, "it runs in process " + other.get().pid() + "; see its log");
        return new KafkaAccess(found, null, other, config.state());
      }
      if (System.nanoTime() > deadline) {
        throw OperatorFailure.unreachable(
            "the embedded broker in "
                + config.state()
                + " is held by "
                + other.map(file -> file.verb() + ", process " + file.pid()).orElse("a process"),
            "wait until it ends, or end it",
            null);
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }

  private static KafkaAccess start(
      MigrationConfig config, String verb, boolean lasting, StateLock lock) {
    Path state = config.state();
    EmbeddedBroker broker = null;
    try {
      int port = BrokerFile.read(state).map(BrokerFile::port).filter(KafkaAccess::free).orElse(0);
      broker =
          EmbeddedBroker.start(
              BrokerOptions.in(state.resolve("kafka"))
                  .onPort(port)
                  .withMessageBytesMax(connection(config, "").recordBytesMax()));
      new BrokerFile(broker.bootstrapServers(), ProcessHandle.current().pid(), verb, lasting)
          .write(state);
      LOG.info("the embedded Kafka broker listens on {}", broker.bootstrapServers());
      return new KafkaAccess(
          connection(config, broker.bootstrapServers()),
          new OwnBroker(broker, lock),
          Optional.empty(),
          state);
    } catch (RuntimeException failure) {
      if (broker != null) {
        broker.close();
      }
      lock.close();
      throw failure;
    }
  }

  public KafkaConnection connection() {
    return connection;
  }

  /** Whether the broker lives in this process. */
  public boolean isOwn() {
    return own != null;
  }

  /**
   * Refuses to go on without a topic: what prepare makes is not there.
   *
   * @throws OperatorFailure if Kafka has no such topic
   */
  public void mustHaveTopic(String topic, String otherwise, String hint) {
    try (Admin admin = admin()) {
      if (!admin
          .listTopics()
          .names()
          .get(ANSWER_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)
          .contains(topic)) {
        throw OperatorFailure.refused(otherwise, hint);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw OperatorFailure.unreachable("interrupted while asking Kafka", hint, interrupted);
    } catch (ExecutionException | TimeoutException failure) {
      throw OperatorFailure.unreachable(
          "Kafka does not answer at " + connection.bootstrap() + why(failure),
          "see whether the brokers run",
          failure);
    }
  }

  /** A new client; whoever asks for it closes it. */
  public Admin admin() {
    return Admin.create(connection.admin());
  }

  /**
   * Why Kafka cannot come back by itself: the process that the embedded broker lived in is gone.
   * Empty as long as it may.
   */
  public Optional<OperatorFailure> loss() {
    return other
        .filter(file -> ProcessHandle.of(file.pid()).isEmpty())
        .map(
            file ->
                OperatorFailure.unreachable(
                    "the embedded broker is gone: it lived in \"crossfade "
                        + file.verb()
                        + "\", process "
                        + file.pid(),
                    "start this again, it brings the broker with it; or name a Kafka of its own"
                        + " in kafka.bootstrap",
                    null));
  }

  /** Stops the broker if it lives here; its data stay. */
  @Override
  public void close() {
    if (own == null) {
      return;
    }
    try {
      own.broker().close();
      Files.deleteIfExists(BrokerFile.in(state));
    } catch (IOException failure) {
      throw FileTrouble.ofState("cannot delete " + BrokerFile.in(state), failure);
    } finally {
      own.lock().close();
    }
  }

  private static KafkaConnection connection(MigrationConfig config, String bootstrap) {
    return new KafkaConnection(
        bootstrap, config.kafka().properties(), config.limits().rowMaxBytes());
  }

  private static void mustAnswer(KafkaConnection connection, String hint) {
    Properties settings = connection.admin();
    settings.setProperty("default.api.timeout.ms", String.valueOf(ANSWER_WAIT_MAX.toMillis()));
    settings.setProperty("request.timeout.ms", "5000");
    try (Admin admin = Admin.create(settings)) {
      var unused =
          admin
              .describeCluster()
              .clusterId()
              .get(ANSWER_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw OperatorFailure.unreachable("interrupted while looking for Kafka", hint, interrupted);
    } catch (ExecutionException | TimeoutException | KafkaException failure) {
      throw OperatorFailure.unreachable(
          "Kafka does not answer at " + connection.bootstrap() + why(failure), hint, failure);
    }
  }

  private static String why(Exception failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return cause.getMessage() == null ? "" : ": " + cause.getMessage();
  }

  private static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
