package dev.crossfade.loader;

/** What one transaction did: counted while it runs, taken over when it has committed. */
final class Tally {

  /** Rows written or deleted, dead letters included. */
  long rows;

  /** How many more dead letters of the loader's own there are. */
  long deadMore;

  /** How many more rows are parked. */
  long parkedMore;
}
