package dev.crossfade.operator.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.crossfade.control.ControlTopic;
import dev.crossfade.control.KafkaConnection;
import dev.crossfade.operator.failure.OperatorFailure;
import dev.crossfade.operator.services.ServiceKind;
import dev.crossfade.schemas.TopicNames;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Serves {@code /metrics} while services run in this process. */
public final class MetricsServer implements AutoCloseable {

  private final String migration;
  private final KafkaConnection kafka;
  private final List<ServiceKind> kinds;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final ExecutorService worker = Executors.newSingleThreadExecutor(MetricsServer::thread);
  private @Nullable HttpServer server;
  private @Nullable ControlTopic control;

  /** Metrics of the services of these kinds, on this machine. */
  public MetricsServer(String migration, KafkaConnection kafka, List<ServiceKind> kinds) {
    this.migration = migration;
    this.kafka = kafka;
    this.kinds = List.copyOf(kinds);
  }

  /**
   * Begins to serve.
   *
   * @param port 0 for any that is free
   * @return the port
   * @throws OperatorFailure if the port is taken
   */
  public int start(int port) {
    new JvmMemoryMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    collections.bindTo(registry);
    try {
      HttpServer http = HttpServer.create(new InetSocketAddress(port), 0);
      ControlTopic topic = ControlTopic.latest(kafka, new TopicNames(migration));
      ReportGauges gauges = new ReportGauges(registry, topic, kinds);
      http.createContext("/metrics", exchange -> answer(exchange, gauges));
      http.setExecutor(worker);
      http.start();
      server = http;
      control = topic;
      return http.getAddress().getPort();
    } catch (IOException taken) {
      throw OperatorFailure.unreachable(
          "cannot listen on port " + port + " for metrics: " + taken.getMessage(),
          "name another with --metrics-port",
          taken);
    }
  }

  private void answer(HttpExchange exchange, ReportGauges gauges) throws IOException {
    gauges.refresh();
    byte[] body = registry.scrape().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    exchange.sendResponseHeaders(200, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "metrics");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    if (server != null) {
      server.stop(0);
    }
    worker.shutdownNow();
    if (control != null) {
      control.close();
    }
    collections.close();
    registry.close();
  }
}
