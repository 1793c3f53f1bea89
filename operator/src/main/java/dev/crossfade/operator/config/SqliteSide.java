package dev.crossfade.operator.config;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.loader.NewDatabase;
import dev.crossfade.loader.sqlite.SqliteDatabase;
import dev.crossfade.verifier.sqlite.SqliteNewSide;
import java.nio.file.Path;
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
  public String shown() {
    return "the SQLite file " + file;
  }
}
