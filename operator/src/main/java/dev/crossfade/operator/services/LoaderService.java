package dev.crossfade.operator.services;

import dev.crossfade.control.ControlException;
import dev.crossfade.control.ControlKeys;
import dev.crossfade.control.ControlTopic;
import dev.crossfade.control.KafkaConnection;
import dev.crossfade.control.StatusReport;
import dev.crossfade.loader.Loader;
import dev.crossfade.loader.LoaderSettings;
import dev.crossfade.loader.NewDatabase;
import dev.crossfade.schemas.TopicNames;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The loader of the current generation; closes the control topic that it reports to. */
final class LoaderService implements Service {

  private static final Logger LOG = LoggerFactory.getLogger(LoaderService.class);

  private final String instance;
  private final Loader loader;
  private final ControlTopic control;
  private final int generation;
  private boolean begun;
  private boolean stopped;

  LoaderService(
      NewDatabase newDatabase,
      KafkaConnection kafka,
      ControlTopic control,
      TopicNames names,
      String instance) {
    this.control = control;
    this.instance = instance;
    try {
      this.generation = control.generation().orElse(0);
      this.loader =
          Loader.ofCurrentGeneration(
              LoaderSettings.of(newDatabase, kafka, instance), names, control);
    } catch (RuntimeException notPrepared) {
      control.close();
      throw notPrepared;
    }
  }

  @Override
  public void run() {
    StatusReport.State state = StatusReport.State.FAILED;
    try {
      if (begin()) {
        loader.run();
      }
      state = StatusReport.State.STOPPED;
    } finally {
      sayGoodbye(state);
      control.close();
    }
  }

  /** Its last report again, so that nobody takes it for alive. */
  private void sayGoodbye(StatusReport.State state) {
    String key = ControlKeys.status(ServiceKind.LOADER.word(), instance);
    try {
      control
          .read(key, StatusReport.class)
          .ifPresent(
              last ->
                  control.put(
                      key,
                      new StatusReport(
                          last.service(),
                          last.instance(),
                          last.generation(),
                          state,
                          System.currentTimeMillis(),
                          List.of(),
                          last.tables(),
                          last.figures())));
    } catch (ControlException noAnswer) {
      LOG.debug("cannot report the end of the loader", noAnswer);
    }
  }

  private synchronized boolean begin() {
    begun = !stopped;
    return begun;
  }

  @Override
  public void stop() {
    if (wasBegun()) {
      loader.close(); // waits for run to end
    }
  }

  private synchronized boolean wasBegun() {
    stopped = true;
    return begun;
  }

  @Override
  public int generation() {
    return generation;
  }
}
