package dev.crossfade.benchmark.processes;

import dev.crossfade.embedded.BrokerOptions;
import dev.crossfade.embedded.EmbeddedBroker;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The main class of a broker that is a process of its own: folder, port. */
public final class BrokerProcess {

  private BrokerProcess() {}

  /** Runs the broker until the process is asked to end. */
  public static void main(String[] args) throws InterruptedException {
    EmbeddedBroker broker =
        EmbeddedBroker.start(
            BrokerOptions.in(Path.of(args[0]))
                .onPort(Integer.parseInt(args[1]))
                .withSettings(Map.of("auto.create.topics.enable", "true", "num.partitions", "4")));
    CountDownLatch asked = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  asked.countDown();
                  broker.close();
                }));
    asked.await();
  }
}
