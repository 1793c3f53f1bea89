package dev.crossfade.verifier;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.testkit.TestDatabase;

/** A login that may do nothing in a database but read its tables, its transactions read only. */
final class Reader {

  private static final String LOGIN = "verify_reader";

  private Reader() {}

  static PostgresUrl of(TestDatabase old) {
    old.execute(
        "DO $$ BEGIN CREATE ROLE verify_reader LOGIN; EXCEPTION WHEN duplicate_object THEN END $$",
        "ALTER ROLE verify_reader SET default_transaction_read_only = on",
        "REVOKE ALL ON DATABASE \"" + old.name() + "\" FROM PUBLIC",
        "GRANT CONNECT ON DATABASE \"" + old.name() + "\" TO verify_reader",
        "GRANT USAGE ON SCHEMA public TO verify_reader",
        "GRANT SELECT ON ALL TABLES IN SCHEMA public TO verify_reader");
    PostgresUrl owner = PostgresUrl.parse(old.url());
    return new PostgresUrl(owner.hosts(), owner.database(), LOGIN, null, owner.parameters());
  }
}
