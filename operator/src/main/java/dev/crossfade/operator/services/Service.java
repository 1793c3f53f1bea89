package dev.crossfade.operator.services;

/** One start of an extractor, a transformer or a loader. */
interface Service {

  /** Runs until {@link #stop}, or until there is nothing more to do; throws what ended it. */
  void run() throws Exception;

  /** Lets {@link #run} return; waits until what is under way is committed or undone. */
  void stop();

  /** The generation it works on. */
  int generation();
}
