package dev.crossfade.operator.config;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.loader.NewDatabase;
import dev.crossfade.operator.failure.OperatorFailure;
import dev.crossfade.verifier.checks.CheckSession;
import java.sql.SQLException;
import java.util.Optional;

/** What the migration writes: a database, or a file. */
public interface NewSide {

  /** The schema of its tables. */
  String schema();

  /** The PostgreSQL server that holds it; empty if none does, now or ever. */
  Optional<PostgresUrl> address();

  /** The file, where it is one whose rows a PostgreSQL of ours holds. */
  default Optional<HeldFile> heldFile() {
    return Optional.empty();
  }

  /** It, as the loader and we write to it. */
  NewDatabase database();

  /** It, as a verification asks it. */
  dev.crossfade.verifier.NewSide verified();

  /**
   * It can be reached, as far as that can be seen without writing to it.
   *
   * @throws OperatorFailure with what is in the way
   */
  void mustBeReachable();

  /** A session that can only read, for the migration's own checks. */
  CheckSession checks() throws SQLException;

  /** Names it in messages; never with a password. */
  String shown();

  /**
   * The PostgreSQL server that holds it.
   *
   * @throws OperatorFailure if none does
   */
  default PostgresUrl url() {
    return address()
        .orElseThrow(
            () ->
                OperatorFailure.refused(
                    "this is not done with " + shown() + " as the new side yet",
                    "it is done with PostgreSQL"));
  }
}
