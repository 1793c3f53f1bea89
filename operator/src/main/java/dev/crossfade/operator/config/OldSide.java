package dev.crossfade.operator.config;

import dev.crossfade.databases.postgres.PostgresUrl;
import java.util.Optional;

/** What the migration reads: a database, or a file that one of ours holds for as long as needed. */
public interface OldSide {

  /** Where it can be asked in SQL; empty for a file that no server holds yet. */
  Optional<PostgresUrl> address();

  /** The schema of its tables. */
  String schema();

  /** The file, where it is one. */
  Optional<FileSide> file();

  /**
   * Where it can be asked in SQL.
   *
   * @throws IllegalStateException if nobody opened it: that is a bug of ours
   */
  default PostgresUrl url() {
    return address().orElseThrow(() -> new IllegalStateException("the old side is not open"));
  }
}
