package dev.crossfade.benchmark.contenders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code pgcopydb clone}, where it is installed: a copy without a mapping and without Kafka. */
public final class Pgcopydb implements Contender {

  /** The embedded servers' version; an older pg_dump refuses them. */
  private static final int SERVER_MAJOR = 17;

  private static final Pattern MAJOR = Pattern.compile(" (\\d+)\\.");

  @Override
  public String name() {
    return "pgcopydb clone";
  }

  @Override
  public Optional<String> absence() {
    if (!installed("pgcopydb") || !installed("pg_dump")) {
      return Optional.of("pgcopydb is not installed");
    }
    Matcher version = MAJOR.matcher(output("pg_dump", "--version"));
    boolean newEnough = version.find() && Integer.parseInt(version.group(1)) >= SERVER_MAJOR;
    return newEnough
        ? Optional.empty()
        : Optional.of("its pg_dump is older than the servers' version " + SERVER_MAJOR);
  }

  /** It makes the table itself. */
  @Override
  public NewTable newTable() {
    return NewTable.ofOrders("orders", "", "id");
  }

  @Override
  public boolean streams() {
    return false;
  }

  @Override
  public void prepare(Round round) {}

  @Override
  public Running start(Round round) throws IOException, InterruptedException {
    Path log = round.folder().resolve("pgcopydb.log");
    Process process =
        new ProcessBuilder(
                "pgcopydb",
                "clone",
                "--source",
                round.old().url(),
                "--target",
                round.fresh().url(),
                "--dir",
                round.folder().resolve("pgcopydb").toString(),
                "--split-tables-larger-than",
                "64MB",
                "--no-owner")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException("pgcopydb ended with " + code + "; see " + log);
    }
    return new Running(List.of());
  }

  private static boolean installed(String program) {
    return List.of(System.getenv().getOrDefault("PATH", "").split(":")).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static String output(String... command) {
    try {
      Process process = new ProcessBuilder(command).start();
      return new String(
          process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    } catch (IOException failure) {
      return "";
    }
  }
}
