package dev.crossfade.benchmark.contenders;

import java.io.IOException;
import java.util.Optional;

/** One way of moving the orders from the old database to the new one. */
public interface Contender {

  /** How the report calls it. */
  String name();

  /** Why it cannot take part here; empty if it can. */
  Optional<String> absence();

  /** Where the rows arrive. */
  NewTable newTable();

  /** Whether changes follow the load. */
  boolean streams();

  /** Everything that is done before the clock starts: topics, plans, files. */
  void prepare(Round round) throws Exception;

  /** What it has on disk beside the topics, to go on from; 0 for a contender that keeps nothing. */
  default long stateBytes(Round round) throws IOException {
    return 0;
  }

  /** Starts to move the rows; the clock runs. */
  Running start(Round round) throws Exception;
}
