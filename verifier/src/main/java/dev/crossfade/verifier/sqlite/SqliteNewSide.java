package dev.crossfade.verifier.sqlite;

import dev.crossfade.databases.sqlite.SqliteFile;
import dev.crossfade.verifier.NewRows;
import dev.crossfade.verifier.NewSide;
import java.nio.file.Path;
import java.sql.SQLException;

/** A SQLite file as the new side. */
public record SqliteNewSide(Path file) implements NewSide {

  @Override
  public NewRows open() throws SQLException {
    return new SqliteRows(new SqliteFile(file).read());
  }
}
