package dev.crossfade.operator.services;

/** The three services, each restartable and killable at any instant. */
public enum ServiceKind {
  EXTRACTOR("extractor", "extract", false),
  TRANSFORMER("transformer", "transform", true),
  LOADER("loader", "load", true);

  private final String word;
  private final String verb;
  private final boolean perGeneration;

  ServiceKind(String word, String verb, boolean perGeneration) {
    this.word = word;
    this.verb = verb;
    this.perGeneration = perGeneration;
  }

  /** As it calls itself in status reports. */
  public String word() {
    return word;
  }

  /** The verb that runs it alone. */
  public String verb() {
    return verb;
  }

  /** Whether it has to begin anew when a new generation begins. */
  boolean perGeneration() {
    return perGeneration;
  }
}
