package dev.crossfade.operator.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossfade.operator.process.Interruption;
import dev.crossfade.testkit.Deadline;
import dev.crossfade.testkit.TestDatabase;
import dev.crossfade.testkit.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A migration folder with its two databases, and the program to run on it. */
final class Bench implements AutoCloseable {

  static final Duration SOON = Duration.ofSeconds(90);

  final Path folder;
  final TestDatabase old;
  final TestDatabase target;
  private boolean oldIsGone;

  Bench(Path folder, String name) throws IOException {
    this.folder = folder;
    this.old = TestPostgres.shared().create(name + "_old");
    this.target = TestPostgres.shared().create(name + "_new");
    Files.createDirectory(folder.resolve("schema"));
    Files.writeString(
        folder.resolve("migration.yaml"),
        """
        migration: NAME
        old: { postgres: { url: "${OLD}" } }
        new: { postgres: { url: "${NEW}" } }
        kafka: { partitions: 2 }
        limits: { row-max: 1MiB }
        """
            .replace("NAME", name));
  }

  Bench yaml(String more) {
    Path file = folder.resolve("migration.yaml");
    write(file, read(file) + more);
    return this;
  }

  /** A broker of its own in place of the embedded one. */
  Bench kafka(String bootstrap) {
    Path file = folder.resolve("migration.yaml");
    String given = "kafka: { bootstrap: \"" + bootstrap + "\", partitions: 2 }";
    write(file, read(file).replace("kafka: { partitions: 2 }", given));
    return this;
  }

  Bench schema(String sql) {
    write(folder.resolve("schema/V001__tables.sql"), sql);
    return this;
  }

  Bench mapping(String sql) {
    write(folder.resolve("mapping.sql"), sql);
    return this;
  }

  /** One of the migration's own checks. */
  Bench check(String file, String sql) {
    Path checks = folder.resolve("checks");
    try {
      Files.createDirectories(checks);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    write(checks.resolve(file), sql);
    return this;
  }

  String mapping() {
    return read(folder.resolve("mapping.sql"));
  }

  /** Runs a verb on the folder; {@code dead list} is one verb. */
  Program.Run run(String verb, String... options) {
    return Program.run(environment(), new Interruption(), arguments(verb, options));
  }

  /** Runs a verb until it is closed. */
  Running start(String verb) {
    Interruption interruption = new Interruption();
    return new Running(
        interruption,
        CompletableFuture.supplyAsync(
            () -> Program.run(environment(), interruption, arguments(verb))));
  }

  JsonNode status() {
    try {
      Program.Run run = run("status", "--json");
      assertThat(run.err()).isEmpty();
      return new ObjectMapper().readTree(run.out());
    } catch (IOException noJson) {
      throw new UncheckedIOException(noJson);
    }
  }

  void untilCaughtUp(int generation) {
    Deadline.untilAsserted(
        SOON,
        () -> {
          JsonNode status = status();
          assertThat(status.get("generation").asInt()).isEqualTo(generation);
          assertThat(status.get("caughtUp").asBoolean()).as(status.toString()).isTrue();
        });
  }

  /** The old database is no more. */
  void dropOld() {
    old.close();
    oldIsGone = true;
  }

  @Override
  public void close() {
    if (!oldIsGone) {
      old.close();
    }
    target.close();
  }

  private String[] arguments(String verb, String... options) {
    List<String> all = new ArrayList<>(List.of(verb.split(" ", -1)));
    all.add(folder.toString());
    all.addAll(List.of(options));
    return all.toArray(String[]::new);
  }

  private Map<String, String> environment() {
    return Map.of("OLD", old.url(), "NEW", target.url());
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A verb that runs until Ctrl-C. */
  record Running(Interruption interruption, CompletableFuture<Program.Run> ended)
      implements AutoCloseable {

    boolean isRunning() {
      return !ended.isDone();
    }

    @Override
    public void close() {
      interruption.request();
      Program.Run run = ended.orTimeout(120, TimeUnit.SECONDS).join();
      assertThat(run.code()).as(run.err()).isEqualTo(130);
    }
  }
}
