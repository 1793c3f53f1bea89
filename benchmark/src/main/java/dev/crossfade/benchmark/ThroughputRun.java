package dev.crossfade.benchmark;

import dev.crossfade.benchmark.contenders.Contender;
import dev.crossfade.benchmark.contenders.CopyPipe;
import dev.crossfade.benchmark.contenders.Crossfade;
import dev.crossfade.benchmark.contenders.Debezium;
import dev.crossfade.benchmark.contenders.Pgcopydb;
import dev.crossfade.benchmark.orders.Orders;
import dev.crossfade.benchmark.report.JsonReport;
import dev.crossfade.benchmark.report.Result;
import dev.crossfade.benchmark.report.Summary;
import dev.crossfade.benchmark.report.TextReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The throughput run: the whole path and its peers, in turn, over the same two servers. */
@Command(
    name = "benchmark/run",
    description = "Moves orders through the whole path, and through its peers beside it.",
    showDefaultValues = true,
    mixinStandardHelpOptions = true)
final class ThroughputRun implements Callable<Integer> {

  @Option(names = "--rows", description = "Orders to load, of about 200 bytes each.")
  private long rows = 1_000_000;

  @Option(names = "--rounds", description = "Turns of each contender; medians are shown.")
  private int rounds = 1;

  @Option(names = "--rate", description = "Changes per second in the latency run.")
  private int rate = 2_000;

  @Option(names = "--seconds", description = "Length of the latency run.")
  private int seconds = 20;

  @Option(names = "--wait", description = "Seconds that one part of a round may take.")
  private int waitSecondsMax = 900;

  @Option(names = "--only", split = ",", description = "Who takes turns, in this order.")
  private List<String> only = List.of("crossfade", "debezium", "pgcopydb", "copy");

  @Option(names = "--jfr", description = "A folder: profiles of the contenders' Java machines.")
  private Optional<Path> profiles = Optional.empty();

  @Option(names = "--home", required = true, description = "The project's root.")
  private Path home = Path.of("");

  @Option(names = "--work", required = true, description = "A folder for data and logs.")
  private Path work = Path.of("");

  @Option(names = "--commit", description = "What is measured, for the report.")
  private String commit = "unknown";

  private ThroughputRun() {}

  /** Prints the tables, and writes {@code throughput.json} into the work folder. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new ThroughputRun()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Orders orders = new Orders(rows);
    List<Contender> contenders = contenders();
    List<Result> results = new ArrayList<>();
    int turn = 0;
    int failures = 0;
    if (profiles.isPresent()) {
      profiles = Optional.of(Files.createDirectories(profiles.get().toAbsolutePath()));
    }
    try (Servers servers = Servers.start(work, orders)) {
      Pace pace = new Pace(rate, Duration.ofSeconds(seconds), Duration.ofSeconds(waitSecondsMax));
      OneRound oneRound = new OneRound(servers, orders, pace, work, profiles);
      for (int round = 1; round <= rounds; round++) {
        for (Contender contender : contenders) {
          turn++;
          try {
            Result result = oneRound.run(contender, turn);
            results.add(result);
            say("round " + round + ": " + result.inWords());
          } catch (IllegalStateException stopped) {
            failures++;
            say("round " + round + ": " + contender.name() + " failed: " + stopped.getMessage());
          }
        }
      }
    }
    JsonReport.write(work.resolve("throughput.json"), surroundings(), results);
    say(new TextReport(Summary.of(results), Debezium.NAME, Crossfade.NAME).text());
    return failures == 0 ? 0 : 1;
  }

  private List<Contender> contenders() {
    Map<String, Contender> all = new LinkedHashMap<>();
    all.put("copy", new CopyPipe());
    all.put("pgcopydb", new Pgcopydb());
    all.put("debezium", new Debezium(home.resolve("benchmark/target/peers")));
    Path jar = home.resolve("operator/target/crossfade.jar");
    Path migrations = home.resolve("benchmark");
    all.put("crossfade", Crossfade.direct(jar, migrations));
    all.put("joins", Crossfade.joins(jar, migrations));
    all.put("totals", Crossfade.totals(jar, migrations));
    List<Contender> present = new ArrayList<>();
    for (String word : only) {
      Contender contender = all.get(word);
      if (contender == null) {
        throw new IllegalArgumentException("no contender " + word + "; there are " + all.keySet());
      }
      contender
          .absence()
          .ifPresentOrElse(
              why -> say(contender.name() + " is left out: " + why), () -> present.add(contender));
    }
    return present;
  }

  private Map<String, Object> surroundings() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    fields.put("commit", commit);
    fields.put("processors", Runtime.getRuntime().availableProcessors());
    fields.put("java", System.getProperty("java.vm.version"));
    return fields;
  }

  private static void say(String text) {
    System.out.println(text);
  }
}
