package dev.crossfade.operator.reach;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.operator.config.Knock;
import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.operator.failure.OperatorFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

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

  /**
   * The old side answers, lets us in, and is no replica: for what goes through its log.
   *
   * @throws OperatorFailure with where, why and the mend
   */
  public static void oldPrimary(MigrationConfig config) throws SQLException {
    oldSide(config);
    Optional<PostgresUrl> address = config.oldSide().address();
    if (address.isPresent()) {
      try (Connection connection = address.get().connect()) {
        Primary.mustBeAt(address.get(), connection);
      }
    }
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
