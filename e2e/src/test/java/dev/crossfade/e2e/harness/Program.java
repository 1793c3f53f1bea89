package dev.crossfade.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The packaged program, {@code operator/target/crossfade.jar}, run as processes of their own with a
 * heap of 512 MiB.
 */
public final class Program {

  private static final Duration VERB_WAIT_MAX = Duration.ofMinutes(4);
  private static final AtomicInteger RUNS = new AtomicInteger();

  /** A build in the background ignores Ctrl-C, and its children would inherit that. */
  private static final List<String> SIGNALS_HEARD = signalsHeard();

  private final Path logs;
  private final Map<String, String> environment;

  /**
   * @param logs where the output of its processes is kept
   * @param environment added to that of this process
   */
  public Program(Path logs, Map<String, String> environment) {
    this.logs = logs;
    this.environment = Map.copyOf(environment);
  }

  private static List<String> signalsHeard() {
    List<String> prefix = List.of("env", "--default-signal=INT");
    try {
      List<String> probe = new ArrayList<>(prefix);
      probe.add("true");
      return new ProcessBuilder(probe).start().waitFor() == 0 ? prefix : List.of();
    } catch (IOException | InterruptedException notHere) {
      return List.of();
    }
  }

  /** The Java machine that runs the tests. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** The packaged program. */
  public static Path jar() {
    Path jar =
        Path.of(System.getProperty("crossfade.jar", "../operator/target/crossfade.jar"))
            .toAbsolutePath()
            .normalize();
    if (!Files.isRegularFile(jar)) {
      throw new AssertionError("the program is not packaged: " + jar + " is missing; mvn package");
    }
    return jar;
  }

  /** Runs a verb to its end. */
  public Outcome run(String... arguments) {
    return run(VERB_WAIT_MAX, arguments);
  }

  /** Runs a verb to its end; one that takes longer than {@code waitMax} is killed, a failure. */
  public Outcome run(Duration waitMax, String... arguments) {
    Path out = log(arguments[0], "out");
    Path err = log(arguments[0], "err");
    try {
      Process process =
          builder(arguments).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      try {
        if (!process.waitFor(waitMax.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new AssertionError(
              String.join(" ", arguments)
                  + " has not ended within "
                  + waitMax
                  + "\n"
                  + text(out)
                  + text(err));
        }
      } finally {
        process.destroyForcibly();
      }
      return new Outcome(String.join(" ", arguments), process.exitValue(), text(out), text(err));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", interrupted);
    }
  }

  /** Starts a verb that stays. */
  public RunningService start(String... arguments) {
    try {
      Path log = log(arguments[0], "log");
      Process process =
          builder(arguments).redirectErrorStream(true).redirectOutput(log.toFile()).start();
      return new RunningService(String.join(" ", arguments), process, log);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private Path log(String verb, String kind) {
    return logs.resolve(String.format("%03d-%s.%s", RUNS.incrementAndGet(), verb, kind));
  }

  static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  private ProcessBuilder builder(String... arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(SIGNALS_HEARD);
    // One compiler only: these processes live for seconds and share two cores.
    command.addAll(
        List.of(
            java(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:SharedArchiveFile=" + jar().resolveSibling("crossfade.jsa"), // as ./crossfade does
            "-Xlog:cds*=off",
            "-Dfile.encoding=UTF-8",
            "-jar",
            jar().toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return builder;
  }
}
