package dev.crossfade.transformer;

import dev.crossfade.control.KafkaConnection;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A transformer in a process of its own, to be killed. */
final class TransformerProcess {

  private TransformerProcess() {}

  /**
   * @param commitInterval at most 10 s
   */
  static Process start(KafkaWorld world, Path state, String instance, Duration commitInterval)
      throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                TransformerProcess.class.getName(),
                world.kafka.bootstrap(),
                world.plan.migration(),
                Integer.toString(world.plan.partitions()),
                state.toString(),
                instance,
                Long.toString(commitInterval.toMillis())))
        .redirectErrorStream(true)
        .redirectOutput(new File(state.toFile().getParentFile(), instance + ".log"))
        .start();
  }

  public static void main(String[] arguments) {
    World world = World.written(arguments[1], Integer.parseInt(arguments[2]));
    // The broker gives a killed one up only after this time.
    KafkaConnection kafka =
        new KafkaConnection(
            arguments[0],
            Map.of("producer.transaction.timeout.ms", "20000"),
            KafkaConnection.of(arguments[0]).rowBytesMax());
    TransformerSettings standard =
        TransformerSettings.of(kafka, arguments[1], Path.of(arguments[3]), arguments[4]);
    Transformer transformer =
        Transformer.start(
            new TransformerSettings(
                standard.kafka(),
                standard.migration(),
                standard.stateDirectory(),
                standard.instance(),
                standard.threads(),
                Duration.ofMillis(Long.parseLong(arguments[5])),
                standard.storeBytesMax()),
            world::flows);
    transformer.stopped().join();
  }
}
