package dev.crossfade.transformer;

import dev.crossfade.control.KafkaIdentity;

/**
 * What a generation was when its first transformer started; kept in the control topic.
 *
 * @param planHash {@link dev.crossfade.schemas.MigrationPlan#hash}
 * @param kafka the topics it reads
 */
record GenerationStart(String planHash, KafkaIdentity kafka) {

  static String key(int generation) {
    return "transformer/" + generation;
  }
}
