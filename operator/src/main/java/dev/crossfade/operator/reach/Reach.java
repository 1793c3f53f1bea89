package dev.crossfade.operator.reach;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.operator.config.ArchiveSide;
import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.operator.failure.OperatorFailure;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Knocks at the databases, so that a wrong URL is told as such and not by what fails later. */
public final class Reach {

  private static final String CONNECT_SECONDS = "10";

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
    config.oldSide().address().ifPresent(url -> knock("old", url));
  }

  /** The new database answers and lets us in. */
  public static void newSide(MigrationConfig config) {
    if (config.newSide() instanceof ArchiveSide archive) {
      mustTakeFiles(archive.path());
    }
    config.newSide().address().ifPresent(url -> knock("new", url));
  }

  private static void mustTakeFiles(Path file) {
    Path folder = file.getParent();
    if (folder == null || !Files.isWritable(folder)) {
      throw OperatorFailure.unreachable(
          "there is no folder " + folder + " that we may write an archive to",
          "make it, or name another file below new in migration.yaml",
          null);
    }
  }

  private static void mustBeReadable(Path file) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw OperatorFailure.unreachable(
          "there is no file " + file + " that we may read",
          "see the name below old in migration.yaml, and who may read the file",
          null);
    }
  }

  private static void knock(String which, PostgresUrl url) {
    PostgresUrl patient =
        url.parameters().containsKey("connectTimeout")
            ? url
            : url.with("connectTimeout", CONNECT_SECONDS);
    try (Connection connection = patient.connect()) {
      if (!connection.isValid(0)) {
        throw new SQLException("the connection broke", "08006");
      }
    } catch (SQLException failure) {
      throw OperatorFailure.unreachable(
          "cannot reach the " + which + " database " + url + ": " + why(failure),
          hint(which, failure),
          failure);
    }
  }

  private static String why(SQLException failure) {
    if (failure.getCause() instanceof UnknownHostException unknown) {
      return "unknown host " + unknown.getMessage();
    }
    String message = String.valueOf(failure.getMessage());
    return message.lines().findFirst().orElse("no message");
  }

  private static String hint(String which, SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    if (List.of("28P01", "28000", "08004").contains(state)) {
      return "see user and password in " + which + ".postgres.url, and the server's pg_hba.conf";
    }
    if (state.equals("3D000")) {
      return "make the database, or name another in " + which + ".postgres.url";
    }
    return "see whether it runs, and host and port in " + which + ".postgres.url";
  }
}
