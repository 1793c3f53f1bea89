package dev.crossfade.transformer;

/** A topic that a step writes, with the topology node that does. */
record Sink(String topic, String node) {

  /** Every step has sink nodes of its own, else Streams would make one task of them all. */
  static Sink of(String topic, String step) {
    return new Sink(topic, topic + " from " + step);
  }
}
