package dev.crossfade.operator.config;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.loader.NewDatabase;
import dev.crossfade.loader.postgres.PostgresDatabase;
import dev.crossfade.verifier.PostgresNewSide;
import dev.crossfade.verifier.checks.CheckSession;
import dev.crossfade.verifier.checks.PostgresCheckSession;
import java.sql.SQLException;
import java.util.Optional;

/** One PostgreSQL database and the schema in it. */
public record PostgresSide(PostgresUrl url, String schema) implements OldSide, NewSide {

  @Override
  public Optional<PostgresUrl> address() {
    return Optional.of(url);
  }

  @Override
  public NewDatabase database() {
    return new PostgresDatabase(url);
  }

  @Override
  public dev.crossfade.verifier.NewSide verified() {
    return new PostgresNewSide(url);
  }

  @Override
  public CheckSession checks() throws SQLException {
    return PostgresCheckSession.open(url, schema);
  }

  @Override
  public void mustBeReachable() {
    Knock.at("new", url);
  }

  @Override
  public String shown() {
    return "PostgreSQL at " + url;
  }

  @Override
  public Optional<FileSide> file() {
    return Optional.empty();
  }
}
