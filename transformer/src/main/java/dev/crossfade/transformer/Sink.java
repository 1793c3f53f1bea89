package dev.crossfade.transformer;

import dev.crossfade.schemas.MigrationPlan;

/**
 * A topic that steps write.
 *
 * @param readHere whether a later step of the same topology reads it
 */
record Sink(String topic, boolean readHere) {

  static Sink dead(MigrationPlan plan) {
    return new Sink(plan.topics().dead(), false);
  }

  /** The topology node that writes it. */
  String node() {
    return topic;
  }

  /** The topology node that reads it; there is one if it is read here. */
  String reader() {
    return reader(topic);
  }

  /** The topology node of the step that reads a topic. */
  static String reader(String topic) {
    return "reads " + topic;
  }
}
