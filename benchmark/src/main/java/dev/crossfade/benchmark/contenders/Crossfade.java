package dev.crossfade.benchmark.contenders;

import dev.crossfade.benchmark.processes.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The built program: three services, each a process of its own, and a mapping. */
public final class Crossfade implements Contender {

  private static final int HEAP_MIB = 512;
  private static final int PREPARE_SECONDS_MAX = 120;

  private final Path jar;
  private final Path migration;

  /**
   * @param jar {@code crossfade.jar}, its libraries beside it
   * @param migration the folder of the orders' migration
   */
  public Crossfade(Path jar, Path migration) {
    this.jar = jar;
    this.migration = migration;
  }

  @Override
  public String name() {
    return "Crossfade";
  }

  @Override
  public Optional<String> absence() {
    return Files.isReadable(jar)
        ? Optional.empty()
        : Optional.of(jar + " is not there; benchmark/run builds it");
  }

  /** The migration's own schema makes the table. */
  @Override
  public NewTable newTable() {
    return new NewTable("customer_orders", "", "order_id");
  }

  @Override
  public boolean streams() {
    return true;
  }

  @Override
  public void prepare(Round round) throws IOException, InterruptedException {
    copy(migration, folder(round));
    JavaProcess prepare = verb("prepare", round, List.of("-Xmx" + HEAP_MIB + "m"));
    Optional<Integer> code = prepare.await(PREPARE_SECONDS_MAX);
    prepare.close();
    if (!code.equals(Optional.of(0))) {
      throw new IOException(
          "crossfade prepare ended with "
              + code.map(String::valueOf).orElse("nothing")
              + "; see prepare.log in "
              + round.folder());
    }
  }

  @Override
  public Running start(Round round) {
    return new Running(
        Stream.of("extract", "transform", "load")
            .map(verb -> verb(verb, round, round.javaOptions(verb, HEAP_MIB)))
            .toList());
  }

  private JavaProcess verb(String verb, Round round, List<String> javaOptions) {
    return JavaProcess.start(
        verb,
        round.folder(),
        javaOptions,
        List.of(
            "-XX:TieredStopAtLevel=1", // all three as ./crossfade starts it
            "-XX:SharedArchiveFile=" + jar.resolveSibling("crossfade.jsa"),
            "-Xlog:cds*=off",
            "-jar",
            jar.toString(),
            verb,
            folder(round).toString()),
        Map.of(
            "OLD_DATABASE_URL", round.old().url(),
            "NEW_DATABASE_URL", round.fresh().url(),
            "KAFKA_BOOTSTRAP", round.kafka()));
  }

  private static Path folder(Round round) {
    return round.folder().resolve("orders");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }
}
