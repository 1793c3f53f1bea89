package dev.crossfade.extractor;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * What keeps the old database up to date beside the reading: nothing where the application itself
 * writes it, a watch of the file where it holds what a file says.
 */
@FunctionalInterface
public interface OldFeed {

  /** The application writes the old database itself. */
  OldFeed NONE = complaints -> () -> {};

  /**
   * Begins.
   *
   * @param complaints told why the old database is behind, and empty when it no longer is
   * @return what ends it, and waits for it
   */
  Running start(Consumer<Optional<String>> complaints);

  /** A feed that has begun. */
  @FunctionalInterface
  interface Running extends AutoCloseable {
    @Override
    void close();
  }
}
