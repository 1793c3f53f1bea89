package dev.crossfade.operator.demo;

import picocli.CommandLine.Option;

/** The options of {@code demo}. */
final class DemoOptions {

  @Option(
      names = "--rows",
      paramLabel = "N",
      description =
          "About so many old rows over all tables. Default: as many as the system's own demonstration has.")
  long rows;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "30",
      description =
          "How long the application goes on writing once the snapshot is loaded. Default: ${DEFAULT-VALUE}.")
  int seconds;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "500",
      description = "Its changes a second. Default: ${DEFAULT-VALUE}.")
  int rate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed makes the same rows. Default: ${DEFAULT-VALUE}.")
  long seed;

  @Option(names = "--keep", description = "Leaves both databases running and prints their URLs.")
  boolean keep;
}
