package dev.crossfade.transformer;

import dev.crossfade.control.ControlKeys;
import dev.crossfade.control.ControlTopic;
import dev.crossfade.control.StatusReport;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the instance's status to the control topic every second, and once more at the end if it
 * can.
 */
final class StatusReporter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StatusReporter.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final ControlTopic control;
  private final Supplier<StatusReport> status;
  private final ScheduledExecutorService clock;

  StatusReporter(ControlTopic control, Supplier<StatusReport> status) {
    this.control = control;
    this.status = status;
    this.clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "transformer-status");
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        clock.scheduleAtFixedRate(this::report, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void report() {
    try {
      StatusReport now = status.get();
      control.put(ControlKeys.status(now.service(), now.instance()), now);
    } catch (RuntimeException e) { // else the clock would stop; the next report may pass
      LOG.warn("cannot report the transformer's status: {}", e.toString());
    }
  }

  @Override
  public void close() {
    clock.shutdown();
    try {
      if (clock.awaitTermination(5, TimeUnit.SECONDS)) {
        report();
      } else {
        clock.shutdownNow(); // Kafka does not answer: it would not take a last one either
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
