package dev.crossfade.operator.config;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.operator.archive.NewArchive;

/** A file as the new side, written from rows that a PostgreSQL of ours holds. */
public interface HeldFile {

  /** The new side, its rows held by a database. */
  NewSide heldAt(PostgresUrl url);

  /**
   * What writes the file and reads it back.
   *
   * @throws dev.crossfade.operator.failure.OperatorFailure if no server holds its rows
   */
  NewArchive writer();
}
