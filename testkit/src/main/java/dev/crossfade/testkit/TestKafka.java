package dev.crossfade.testkit;

import dev.crossfade.embedded.BrokerOptions;
import dev.crossfade.embedded.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * The one Kafka broker of a test JVM: started at first use, gone with the JVM. Tests share it, so
 * they name their topics, groups and transactional ids with {@link #uniqueName}.
 */
public final class TestKafka {

  private static final class Shared {
    static final TestKafka BROKER = new TestKafka();
  }

  private static final AtomicInteger NAMES = new AtomicInteger();

  private final Path directory;
  private final EmbeddedBroker broker;

  private TestKafka() {
    try {
      directory = Files.createTempDirectory("crossfade-kafka");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    broker = EmbeddedBroker.start(BrokerOptions.in(directory));
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop test Kafka"));
  }

  /** For {@code bootstrap.servers}. */
  public static String bootstrap() {
    return Shared.BROKER.broker.bootstrapServers();
  }

  /** A name that no other call in this JVM gets: {@code prefix}, a dot, a number. */
  public static String uniqueName(String prefix) {
    return prefix + "." + NAMES.incrementAndGet();
  }

  /** Makes a topic and returns its name, unique in this JVM. */
  public static String createTopic(String prefix, int partitions) {
    return createTopic(prefix, partitions, Map.of());
  }

  /** Makes a topic with settings and returns its name, unique in this JVM. */
  public static String createTopic(String prefix, int partitions, Map<String, String> settings) {
    String name = uniqueName(prefix);
    try (Admin admin = admin()) {
      NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(settings);
      admin.createTopics(List.of(topic)).all().get();
      return name;
    } catch (ExecutionException failure) {
      throw new AssertionError("the test broker refuses the topic " + name, failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while making the topic " + name, interrupted);
    }
  }

  /** A new client; whoever asks for it closes it. */
  public static Admin admin() {
    return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap()));
  }

  private void stop() {
    broker.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
