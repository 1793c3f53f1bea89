package dev.crossfade.operator.failure;

import dev.crossfade.databases.sqlite.SqliteRefusal;
import java.sql.SQLException;
import java.util.Optional;

/** What a refusal of SQLite means, and what to do about it: a file has no host and no user. */
final class SqliteDiagnosis {

  private SqliteDiagnosis() {}

  /** Empty if it is a mistake of ours, such as a table that is not there. */
  static Optional<OperatorFailure> of(SQLException refused) {
    SQLException named = SqliteRefusal.named(refused);
    String message = String.valueOf(named.getMessage()).lines().findFirst().orElse("no message");
    return switch (String.valueOf(named.getSQLState())) {
      case "08001" ->
          Optional.of(
              OperatorFailure.unreachable(
                  "the SQLite file cannot be opened: " + message,
                  "see that it and its folder are there, that we may write to both, and that no"
                      + " folder has the name of a file that SQLite keeps beside it (-wal, -shm,"
                      + " -journal)",
                  refused));
      case "55P03" ->
          refused(
              "another program has locked the SQLite file: " + message,
              "wait until it is done, or end it; then try again",
              refused);
      case "25006", "42501" ->
          refused(
              "the SQLite file cannot be written: " + message,
              "see who may write to it and to its folder, and whether the disk is mounted"
                  + " read-only",
              refused);
      case "53100", "53200", "58030" ->
          refused(
              "the SQLite file cannot be written or read: " + message,
              "make room on its disk, or see in the system's log whether the disk is broken; then"
                  + " try again",
              refused);
      case "XX001" ->
          refused(
              "the SQLite file is damaged, or is no database: " + message,
              "name another file in migration.yaml, or put a whole one in its place; prepare has"
                  + " left a copy beside it, if it was there before",
              refused);
      default -> Optional.empty();
    };
  }

  private static Optional<OperatorFailure> refused(String what, String hint, SQLException cause) {
    return Optional.of(OperatorFailure.refused(what, hint).because(cause));
  }
}
