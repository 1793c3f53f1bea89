package dev.crossfade.operator.reach;

import dev.crossfade.operator.config.Knock;
import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.operator.failure.OperatorFailure;
import java.nio.file.Files;
import java.nio.file.Path;

/** Knocks at the databases, so that a wrong URL is told as such and not by what fails later. */
public final class Reach {

  private Reach() {}

  /**
   * Both databases answer and let us in.
   *
   * @throws OperatorFailure with which one, where, why and the mend
   */
  public static void both(MigrationConfig config) {
    oldSide(config);
    newSide(config);
  }

  /** The old database answers and lets us in. */
  public static void oldSide(MigrationConfig config) {
    config.oldSide().file().ifPresent(file -> mustBeReadable(file.path()));
    config.oldSide().address().ifPresent(url -> Knock.at("old", url));
  }

  /** The new database answers and lets us in. */
  public static void newSide(MigrationConfig config) {
    config.newSide().mustBeReachable();
  }

  private static void mustBeReadable(Path file) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw OperatorFailure.unreachable(
          "there is no file " + file + " that we may read",
          "see the name below old in migration.yaml, and who may read the file",
          null);
    }
  }
}
