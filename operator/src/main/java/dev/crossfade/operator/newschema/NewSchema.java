package dev.crossfade.operator.newschema;

import dev.crossfade.operator.config.ArchiveSide;
import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.operator.config.NewSide;
import dev.crossfade.operator.config.PostgresSide;
import dev.crossfade.operator.config.SqliteSide;
import dev.crossfade.operator.failure.OperatorFailure;
import dev.crossfade.schemas.TypeTable;
import dev.crossfade.verifier.checks.CheckSession;
import java.sql.SQLException;
import java.util.SortedMap;

/** The new tables of one kind of new side: how they are made, looked at and written to. */
public interface NewSchema {

  /** How the new side of a migration does it: one line for each kind. */
  static NewSchema of(MigrationConfig config) {
    SchemaFiles files = new SchemaFiles(config.schemaFolder(), config.order().schemaSpan());
    NewSide side = config.newSide();
    if (side instanceof PostgresSide postgres) {
      return new PostgresSchema(postgres, files);
    } else if (side instanceof SqliteSide sqlite) {
      return new SqliteSchema(sqlite, files);
    } else if (side instanceof ArchiveSide archive) {
      return new HeldSchema(archive, files);
    }
    throw new IllegalStateException("no new tables of " + side.shown());
  }

  /**
   * Applies the files of {@code schema/} that are not applied yet to the new side.
   *
   * @throws OperatorFailure if a file is refused; the files before it stay applied
   */
  void make();

  /** What the new side has. */
  Seen present() throws SQLException;

  /**
   * What {@code schema/} makes where nothing is yet: made, and thrown away with the scratch server.
   *
   * @throws OperatorFailure if a file is refused
   */
  Seen tried(ScratchPostgres scratch) throws SQLException;

  /**
   * Drops what {@code schema/} makes, and nothing else, all or nothing: what that is comes from
   * where it is tried.
   */
  void remove() throws SQLException;

  /** How its columns store what PostgreSQL gives. */
  TypeTable types();

  /** Tables that somebody made. */
  interface Seen {

    /** The tables by name, Flyway's own left out. */
    SortedMap<String, TableShape> shapes();

    /**
     * Where PostgreSQL can be asked about them: the tables themselves, or stand-ins with the same
     * columns and keys, in the schema that the new side names.
     */
    PostgresSide analysed(ScratchPostgres scratch) throws SQLException;

    /** Where the migration's own checks can be asked about them. */
    CheckSession checks() throws SQLException;
  }
}
