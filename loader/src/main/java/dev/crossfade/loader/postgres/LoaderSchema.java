package dev.crossfade.loader.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The tables of the schema {@code crossfade} in the new database that the loader keeps. */
public final class LoaderSchema {

  private static final String[] STATEMENTS = {
    "CREATE SCHEMA IF NOT EXISTS crossfade",

    // One row: whose the new tables are. The token lets the loader past the guard.
    """
    CREATE TABLE IF NOT EXISTS crossfade.migration (
      one boolean PRIMARY KEY DEFAULT true CHECK (one),
      name text NOT NULL,
      token text NOT NULL
    )
    """,

    // How far each partition is applied. Moved by compare-and-set, with the rows themselves.
    """
    CREATE TABLE IF NOT EXISTS crossfade.applied (
      generation integer,
      topic text,
      part integer,
      next_offset bigint NOT NULL DEFAULT 0,
      cluster_id text,
      topic_id text,
      open boolean NOT NULL DEFAULT true,
      PRIMARY KEY (generation, topic, part)
    ) WITH (fillfactor = 50)
    """,

    // Ids given out once: the natural key in canonical form, the id as text.
    """
    CREATE TABLE IF NOT EXISTS crossfade.ids (
      new_table text,
      natural_key bytea,
      id text NOT NULL,
      PRIMARY KEY (new_table, natural_key)
    )
    """,

    // Rows that wait for a unique value: the row record as it came.
    """
    CREATE TABLE IF NOT EXISTS crossfade.parked (
      generation integer,
      new_table text,
      row_key bytea,
      part integer NOT NULL,
      row_value bytea NOT NULL,
      constraint_name text,
      committed_at_micros bigint NOT NULL,
      parked_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
      tried_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
      PRIMARY KEY (generation, new_table, row_key)
    )
    """,

    // The list of dead letters: the mapping's, the write step's and the loader's own.
    """
    CREATE TABLE IF NOT EXISTS crossfade.dead (
      generation integer,
      stage text,
      statement integer,
      new_table text,
      row_key bytea,
      old_table text,
      key_text text NOT NULL,
      sql_state text NOT NULL,
      column_name text,
      reason text NOT NULL,
      committed_at_micros bigint NOT NULL,
      part integer NOT NULL,
      noted_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
      waived_at timestamptz,
      waived_because text,
      PRIMARY KEY (generation, stage, statement, new_table, row_key)
    )
    """,
    "CREATE INDEX IF NOT EXISTS dead_of_table ON crossfade.dead (generation, new_table)",

    // Which markers have come, and from whom. Of heartbeats only each feeder's last.
    """
    CREATE TABLE IF NOT EXISTS crossfade.markers (
      generation integer,
      topic text,
      part integer,
      feeder_topic text,
      feeder_part integer,
      slot text,
      marker_id text NOT NULL,
      kind text NOT NULL,
      position bigint NOT NULL,
      emitted_at_micros bigint NOT NULL,
      arrived timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
      PRIMARY KEY (generation, topic, part, feeder_topic, feeder_part, slot)
    ) WITH (fillfactor = 50)
    """,

    // What prepare took off the new tables, with the statements that put it back.
    """
    CREATE TABLE IF NOT EXISTS crossfade.deferred (
      kind text CHECK (kind IN ('foreign key', 'index', 'trigger')),
      table_name text,
      name text,
      restore text[] NOT NULL,
      finish text,
      state text NOT NULL DEFAULT 'off' CHECK (state IN ('off', 'back', 'finished')),
      PRIMARY KEY (kind, table_name, name)
    )
    """
  };

  private LoaderSchema() {}

  /** Makes what is not there yet; changes nothing that is. */
  public static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : STATEMENTS) {
        statement.execute(sql);
      }
    }
  }

  /**
   * Drops what {@link #create} makes, and the schema with it unless something else is in it: where
   * the old tables are in the same database, what the extractor remembers of them; another
   * migration's, too.
   */
  static void drop(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "DROP TABLE IF EXISTS crossfade.migration, crossfade.applied, crossfade.ids,"
              + " crossfade.parked, crossfade.dead, crossfade.markers, crossfade.deferred");
      statement.execute("DROP FUNCTION IF EXISTS crossfade.only_the_loader()");
      statement.execute(
          """
          DO $$ BEGIN
            IF NOT EXISTS (SELECT FROM pg_catalog.pg_class
                WHERE relnamespace = 'crossfade'::pg_catalog.regnamespace) THEN
              DROP SCHEMA crossfade;
            END IF;
          END $$
          """);
    }
  }
}
