package dev.crossfade.operator.services;

import dev.crossfade.control.KafkaConnection;
import dev.crossfade.transformer.Transformer;
import dev.crossfade.transformer.TransformerSettings;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

/** The transformer with the compiled statements of the current plan. */
final class TransformerService implements Service {

  private final Transformer transformer;

  TransformerService(String migration, KafkaConnection kafka, Path directory, String instance) {
    this.transformer =
        Transformer.start(TransformerSettings.of(kafka, migration, directory, instance));
  }

  @Override
  public void run() throws Exception {
    try {
      transformer.stopped().get();
    } catch (ExecutionException stopped) {
      transformer.close();
      throw stopped.getCause() instanceof Exception why ? why : stopped;
    }
  }

  @Override
  public void stop() {
    transformer.close();
  }

  @Override
  public int generation() {
    return transformer.generation();
  }
}
