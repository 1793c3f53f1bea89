package dev.crossfade.benchmark.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A Java machine of its own. What it says goes to a file, and so does what its collector did. */
public final class JavaProcess implements AutoCloseable {

  private static final int STOP_SECONDS_MAX = 45;

  private final String name;
  private final Process process;
  private final Path log;
  private final Path collections;

  private JavaProcess(String name, Process process, Path log, Path collections) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.collections = collections;
  }

  /**
   * Starts one.
   *
   * @param folder for its files, named after it
   * @param options for the Java machine
   * @param program class path, main class and arguments, or {@code -jar …}
   */
  public static JavaProcess start(
      String name,
      Path folder,
      List<String> options,
      List<String> program,
      Map<String, String> environment) {
    Path log = folder.resolve(name + ".log");
    Path collections = folder.resolve(name + ".gc.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseParallelGC");
    command.add("-Xlog:gc:file=" + collections + "::filecount=0");
    command.addAll(options);
    command.addAll(program);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    try {
      Files.createDirectories(folder);
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroy)); // on Ctrl-C too
      return new JavaProcess(name, process, log, collections);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot start " + name, failure);
    }
  }

  public String name() {
    return name;
  }

  /** Waits until it ends by itself; its exit code, or empty if it does not end in time. */
  public Optional<Integer> await(int secondsMax) throws InterruptedException {
    return process.waitFor(secondsMax, TimeUnit.SECONDS)
        ? Optional.of(process.exitValue())
        : Optional.empty();
  }

  /** What is wrong with it: empty as long as it runs. */
  public Optional<String> complaint() {
    return process.isAlive()
        ? Optional.empty()
        : Optional.of(name + " ended with " + process.exitValue() + "; see " + log);
  }

  /** What it has cost so far. To be asked while it runs. */
  public ProcessCost cost() {
    return new ProcessCost(
        name,
        ProcessCost.residentBytes(process.pid()),
        ProcessCost.heapBytes(collections),
        processorSeconds());
  }

  /** Processor time so far. To be asked while it runs. */
  public double processorSeconds() {
    return ProcessorTime.secondsOf(process.pid());
  }

  /** Asks it to stop, and kills it if it does not. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
