package dev.crossfade.extractor;

import dev.crossfade.control.ControlException;
import dev.crossfade.control.ControlKeys;
import dev.crossfade.control.ControlTopic;
import dev.crossfade.control.StatusReport;
import dev.crossfade.schemas.TopicNames;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the status board to the control topic once a second, and once more at the end. */
final class StatusReporter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StatusReporter.class);

  private final StatusBoard board;
  private final ControlTopic control;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "crossfade-status");
            thread.setDaemon(true);
            return thread;
          });

  StatusReporter(ExtractorSettings settings, TopicNames names, StatusBoard board) {
    this.board = board;
    this.control = ControlTopic.latest(settings.kafka(), names);
  }

  void start() {
    var unused = clock.scheduleWithFixedDelay(this::write, 0, 1, TimeUnit.SECONDS);
  }

  private void write() {
    StatusReport report = board.report();
    try {
      control.put(ControlKeys.status(report.service(), report.instance()), report);
    } catch (ControlException | KafkaException failure) {
      LOG.debug("cannot write the status now", failure); // the next one may do
    }
  }

  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    clock.shutdown();
    try {
      if (clock.awaitTermination(5, TimeUnit.SECONDS)) {
        write();
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    control.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
