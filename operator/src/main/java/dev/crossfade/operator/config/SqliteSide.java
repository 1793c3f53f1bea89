package dev.crossfade.operator.config;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.databases.sqlite.SqliteFile;
import dev.crossfade.loader.NewDatabase;
import dev.crossfade.loader.sqlite.SqliteDatabase;
import dev.crossfade.operator.failure.OperatorFailure;
import dev.crossfade.verifier.checks.CheckSession;
import dev.crossfade.verifier.sqlite.SqliteCheckSession;
import dev.crossfade.verifier.sqlite.SqliteNewSide;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A SQLite database.
 *
 * @param file absolute; it need not be there yet
 */
public record SqliteSide(Path file) implements NewSide {

  /** What SQLite calls the database that was opened. */
  public static final String SCHEMA = "main";

  @Override
  public String schema() {
    return SCHEMA;
  }

  @Override
  public Optional<PostgresUrl> address() {
    return Optional.empty();
  }

  @Override
  public NewDatabase database() {
    return new SqliteDatabase(file);
  }

  @Override
  public dev.crossfade.verifier.NewSide verified() {
    return new SqliteNewSide(file);
  }

  @Override
  public CheckSession checks() throws SQLException {
    return SqliteCheckSession.open(file);
  }

  @Override
  public void mustBeReachable() {
    Path folder = file.getParent();
    if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw OperatorFailure.unreachable(
          "there is no folder for " + shown() + " that we may write",
          "make it, or see new.sqlite.file in migration.yaml; a copy and SQLite's own files stand"
              + " beside it",
          null);
    }
    try {
      if (Files.exists(file)) {
        new SqliteFile(file).read().close();
      }
    } catch (SQLException refused) {
      throw OperatorFailure.unreachable(
          "cannot open the SQLite file " + refused.getMessage(),
          "see that it is a SQLite database, and who may read it",
          refused);
    }
  }

  @Override
  public String shown() {
    return "the SQLite file " + file;
  }
}
