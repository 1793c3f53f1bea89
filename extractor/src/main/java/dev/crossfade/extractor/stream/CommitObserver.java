package dev.crossfade.extractor.stream;

import dev.crossfade.extractor.topics.Position;

/** Told after every commit of streamed changes to Kafka, by the thread that reads the log. */
@FunctionalInterface
public interface CommitObserver {

  /**
   * Tells of a commit.
   *
   * @param position what Kafka holds now
   * @param whole whether the commit ended with a whole old transaction
   */
  void committed(Position position, boolean whole);
}
