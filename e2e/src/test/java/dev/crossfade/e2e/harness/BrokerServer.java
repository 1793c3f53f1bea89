package dev.crossfade.e2e.harness;

import dev.crossfade.embedded.BrokerOptions;
import dev.crossfade.embedded.EmbeddedBroker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A Kafka broker in a process of its own, which can be killed and comes back on its port. */
public final class BrokerServer implements AutoCloseable {

  private static final String ANSWER = "answer: ";

  private final Path directory;
  private int port;
  private Process process;

  BrokerServer(Path directory) {
    this.directory = directory;
    this.process = launch();
  }

  /** What runs in the process: prints its port, then waits to be killed. */
  public static void main(String[] args) throws InterruptedException {
    EmbeddedBroker broker =
        EmbeddedBroker.start(
            BrokerOptions.in(Path.of(args[0]))
                .onPort(Integer.parseInt(args[1]))
                .withMessageBytesMax(100 << 20));
    System.out.println(ANSWER + broker.port());
    new CountDownLatch(1).await();
  }

  public String bootstrap() {
    return "127.0.0.1:" + port;
  }

  /** SIGKILL. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Starts it again after {@link #kill}; returns when it listens. */
  public void start() {
    process = launch();
  }

  private Process launch() {
    try {
      Process launched =
          new ProcessBuilder(
                  Program.java(),
                  "-Xmx768m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  BrokerServer.class.getName(),
                  directory.toString(),
                  String.valueOf(port))
              .redirectErrorStream(true)
              .start();
      BufferedReader output = launched.inputReader(StandardCharsets.UTF_8);
      List<String> said = new ArrayList<>();
      String line = output.readLine();
      while (line != null && !line.startsWith(ANSWER)) {
        said.add(line);
        line = output.readLine();
      }
      if (line == null) {
        throw new AssertionError(
            "the broker process ended before it listened: " + String.join("\n", said));
      }
      port = Integer.parseInt(line.substring(ANSWER.length()));
      Thread drain = new Thread(() -> output.lines().forEach(rest -> {}), "broker output");
      drain.setDaemon(true);
      drain.start();
      return launched;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
