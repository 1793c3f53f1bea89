package dev.crossfade.operator.config;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.loader.NewDatabase;
import dev.crossfade.loader.postgres.PostgresDatabase;
import dev.crossfade.operator.archive.NewArchive;
import dev.crossfade.operator.failure.OperatorFailure;
import dev.crossfade.verifier.PostgresNewSide;
import dev.crossfade.verifier.checks.CheckSession;
import dev.crossfade.verifier.checks.PostgresCheckSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A file as the new side. Its rows are held by a PostgreSQL of ours; the file is written of it.
 *
 * @param path absolute; it need not be there yet
 * @param address of the database that holds the rows; empty until one does
 */
public record ArchiveSide(Path path, Optional<PostgresUrl> address) implements NewSide, HeldFile {

  /** The schema of the tables in the database that holds them. */
  public static final String SCHEMA = "public";

  @Override
  public Optional<HeldFile> heldFile() {
    return Optional.of(this);
  }

  @Override
  public NewArchive writer() {
    return new NewArchive(url(), SCHEMA, path);
  }

  @Override
  public ArchiveSide heldAt(PostgresUrl url) {
    return new ArchiveSide(path, Optional.of(url));
  }

  @Override
  public String schema() {
    return SCHEMA;
  }

  @Override
  public NewDatabase database() {
    return new PostgresDatabase(url());
  }

  @Override
  public dev.crossfade.verifier.NewSide verified() {
    return new PostgresNewSide(url());
  }

  @Override
  public CheckSession checks() throws SQLException {
    return PostgresCheckSession.open(url(), SCHEMA);
  }

  @Override
  public void mustBeReachable() {
    Path folder = path.getParent();
    if (folder == null || !Files.isWritable(folder)) {
      throw OperatorFailure.unreachable(
          "there is no folder " + folder + " that we may write an archive to",
          "make it, or name another file below new in migration.yaml",
          null);
    }
    address.ifPresent(url -> Knock.at("new", url));
  }

  @Override
  public String shown() {
    return "the archive " + path;
  }
}
