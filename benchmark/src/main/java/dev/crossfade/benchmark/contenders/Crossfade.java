package dev.crossfade.benchmark.contenders;

import dev.crossfade.benchmark.processes.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The built program: three services, each a process of its own, and a mapping. */
public final class Crossfade implements Contender {

  /** The direct path, which the others are held against. */
  public static final String NAME = "Crossfade";

  private static final NewTable ORDERS = NewTable.ofOrders("customer_orders", "", "order_id");

  private static final int HEAP_MIB = 512;
  private static final int PREPARE_SECONDS_MAX = 120;

  /** The customers of all orders, also of those to come, for the migrations that read them. */
  private static final String CUSTOMERS =
      """
      CREATE TABLE customers (id bigint PRIMARY KEY, name text NOT NULL, country varchar(2) NOT NULL);
      INSERT INTO customers
      SELECT n, 'Customer ' || n, (ARRAY['DE', 'FR', 'PL'])[1 + n % 3] FROM generate_series(0, 100002) AS n;
      VACUUM (FREEZE, ANALYZE) customers""";

  private final String name;
  private final Path jar;
  private final Path migration;
  private final NewTable newTable;
  private final boolean customers;

  private Crossfade(String name, Path jar, Path migration, NewTable newTable, boolean customers) {
    this.name = name;
    this.jar = jar;
    this.migration = migration;
    this.newTable = newTable;
    this.customers = customers;
  }

  /**
   * Every order becomes a row: the direct path.
   *
   * @param jar {@code crossfade.jar}, its libraries beside it
   * @param migrations the folder of the benchmark's migrations
   */
  public static Crossfade direct(Path jar, Path migrations) {
    return new Crossfade(NAME, jar, migrations.resolve("orders"), ORDERS, false);
  }

  /** Every order meets its customer. */
  public static Crossfade joins(Path jar, Path migrations) {
    return new Crossfade(NAME + ", joined", jar, migrations.resolve("joins"), ORDERS, true);
  }

  /** One row of totals for each customer. */
  public static Crossfade totals(Path jar, Path migrations) {
    return new Crossfade(
        NAME + ", totals",
        jar,
        migrations.resolve("totals"),
        new NewTable("customer_totals", "", Optional.empty(), "coalesce(sum(orders), 0)::bigint"),
        true);
  }

  @Override
  public String name() {
    return name;
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
    return newTable;
  }

  @Override
  public boolean streams() {
    return true;
  }

  @Override
  public void prepare(Round round) throws IOException, InterruptedException, SQLException {
    if (customers) {
      for (String statement : CUSTOMERS.split(";\n", -1)) {
        round.old().execute(statement);
      }
    }
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

  @Override
  public long stateBytes(Round round) throws IOException {
    Path state = folder(round).resolve(".crossfade");
    if (!Files.isDirectory(state)) {
      return 0;
    }
    long bytes = 0;
    try (Stream<Path> files = Files.walk(state)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (file.toString().contains("transformer")) {
          bytes += sizeIfThere(file);
        }
      }
    }
    return bytes;
  }

  /** Stores delete files while they are looked at. */
  private static long sizeIfThere(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException gone) {
      return 0;
    }
  }

  private Path folder(Round round) {
    return round.folder().resolve(migration.getFileName().toString());
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
