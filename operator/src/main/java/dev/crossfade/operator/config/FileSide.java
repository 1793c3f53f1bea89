package dev.crossfade.operator.config;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.extractor.files.FileFormat;
import dev.crossfade.extractor.staging.FileStage;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A file as the old side.
 *
 * @param path absolute
 * @param options a value for each option of the format
 * @param address of the database that holds it; empty until one does
 */
public record FileSide(
    FileFormat format, Path path, Map<String, String> options, Optional<PostgresUrl> address)
    implements OldSide {

  public FileSide {
    options = Map.copyOf(options);
  }

  /** The same file, held by a database. */
  public FileSide heldAt(PostgresUrl url) {
    return new FileSide(format, path, options, Optional.of(url));
  }

  /**
   * What brings the database to what the file says.
   *
   * @throws IllegalStateException if none holds it yet
   */
  public FileStage stage() {
    return new FileStage(url(), format, path, options);
  }

  @Override
  public String schema() {
    return FileStage.SCHEMA;
  }

  @Override
  public Optional<FileSide> file() {
    return Optional.of(this);
  }
}
