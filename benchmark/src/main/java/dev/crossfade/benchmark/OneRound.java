package dev.crossfade.benchmark;

import dev.crossfade.benchmark.contenders.Contender;
import dev.crossfade.benchmark.contenders.NewTable;
import dev.crossfade.benchmark.contenders.Round;
import dev.crossfade.benchmark.contenders.Running;
import dev.crossfade.benchmark.orders.Arrival;
import dev.crossfade.benchmark.orders.Database;
import dev.crossfade.benchmark.orders.Latency;
import dev.crossfade.benchmark.orders.Orders;
import dev.crossfade.benchmark.orders.Writes;
import dev.crossfade.benchmark.processes.BrokerProcess;
import dev.crossfade.benchmark.processes.JavaProcess;
import dev.crossfade.benchmark.processes.Port;
import dev.crossfade.benchmark.processes.ProcessCost;
import dev.crossfade.benchmark.report.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One contender, once: load, churn, latency; with databases and a broker that nobody has used. */
final class OneRound {

  private static final int BROKER_HEAP_MIB = 512;

  private final Servers servers;
  private final Orders orders;
  private final Pace pace;
  private final Path folder;
  private final Optional<Path> profiles;

  OneRound(Servers servers, Orders orders, Pace pace, Path folder, Optional<Path> profiles) {
    this.servers = servers;
    this.orders = orders;
    this.pace = pace;
    this.folder = folder;
    this.profiles = profiles;
  }

  Result run(Contender contender, int number) throws Exception {
    Path own = Files.createDirectories(folder.resolve("round-" + number + "-" + slug(contender)));
    Database old = servers.filled("old_" + number);
    Database fresh = servers.empty("new_" + number);
    Port port = Port.free();
    try (JavaProcess broker = broker(own, port)) {
      port.awaitListener(broker);
      Round round = new Round(old, fresh, "127.0.0.1:" + port.number(), own, profiles);
      if (!contender.newTable().ddl().isEmpty()) {
        fresh.execute(contender.newTable().ddl());
      }
      contender.prepare(round);
      return measure(contender, number, round, broker);
    } finally {
      Servers.drop(old);
      Servers.drop(fresh);
    }
  }

  private Result measure(Contender contender, int number, Round round, JavaProcess broker)
      throws Exception {
    double before = servers.processorSeconds() + broker.processorSeconds();
    long begin = System.nanoTime();
    try (Running running = contender.start(round)) {
      Arrival arrival =
          new Arrival(
              round.fresh(),
              contender.newTable().name(),
              contender.newTable().orders(),
              running::complaint,
              pace.waitMax());
      double firstSeconds = (arrival.awaitLoad(orders) - begin) / 1e9;
      double loadSeconds = secondsSince(begin);
      double processorSeconds =
          servers.processorSeconds()
              + broker.processorSeconds()
              + running.processes().stream().mapToDouble(JavaProcess::processorSeconds).sum()
              - before;
      Optional<Result.Stream> stream =
          contender.streams() ? Optional.of(stream(contender, round, arrival)) : Optional.empty();
      List<ProcessCost> costs = new ArrayList<>();
      running.processes().forEach(process -> costs.add(process.cost()));
      if (!costs.isEmpty()) {
        costs.add(broker.cost());
      }
      return new Result(
          contender.name(),
          number,
          orders.rows(),
          firstSeconds,
          loadSeconds,
          processorSeconds,
          stream,
          contender.stateBytes(round),
          costs);
    }
  }

  private Result.Stream stream(Contender contender, Round round, Arrival arrival) throws Exception {
    Writes writes = new Writes(round.old(), orders);
    long begin = System.nanoTime();
    writes.churn();
    arrival.awaitChurn(orders);
    double seconds = secondsSince(begin);
    Writes.Paced paced = writes.steady(pace.changesPerSecond(), pace.length());
    arrival.awaitSteady(orders, paced.changes());
    NewTable table = contender.newTable();
    Latency latency =
        table.key().isEmpty()
            ? Latency.UNKNOWN
            : Latency.of(
                round.old(), round.fresh(), table.name(), table.key().get(), paced.changes());
    return new Result.Stream(orders.churn(), seconds, paced.perSecond(), latency);
  }

  private static JavaProcess broker(Path folder, Port port) {
    return JavaProcess.start(
        "broker",
        folder,
        // The first compiler only: a broker that has been up for long has compiled long ago.
        List.of("-Xmx" + BROKER_HEAP_MIB + "m", "-XX:TieredStopAtLevel=1"),
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            BrokerProcess.class.getName(),
            folder.resolve("kafka").toString(),
            String.valueOf(port.number())),
        Map.of());
  }

  private static String slug(Contender contender) {
    return contender.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
  }

  private static double secondsSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e9;
  }
}
