package dev.crossfade.operator.newschema;

import dev.crossfade.operator.config.PostgresSide;
import dev.crossfade.schemas.TypeTable;
import dev.crossfade.verifier.checks.CheckSession;
import java.sql.SQLException;
import java.util.SortedMap;

/** New tables in a PostgreSQL. */
final class PostgresSchema implements NewSchema {

  private final PostgresSide side;
  private final SchemaFiles files;

  PostgresSchema(PostgresSide side, SchemaFiles files) {
    this.side = side;
    this.files = files;
  }

  @Override
  public void make() {
    files.applyTo(new UrlDataSource(side.url()), side.schema(), side.shown());
  }

  @Override
  public Seen present() throws SQLException {
    return new Tables(side, SchemaShape.read(side));
  }

  @Override
  public Seen tried(ScratchPostgres scratch) throws SQLException {
    return new PostgresSchema(triedOn(scratch), files).madeNow();
  }

  private PostgresSide triedOn(ScratchPostgres scratch) {
    return scratch.side(side.schema());
  }

  private Seen madeNow() throws SQLException {
    make();
    return present();
  }

  @Override
  public void remove() throws SQLException {
    new SchemaRemoval(side, files).run();
  }

  @Override
  public TypeTable types() {
    return TypeTable.POSTGRES;
  }

  private record Tables(PostgresSide side, SortedMap<String, TableShape> shapes) implements Seen {
    @Override
    public PostgresSide analysed(ScratchPostgres scratch) {
      return side;
    }

    @Override
    public CheckSession checks() throws SQLException {
      return side.checks();
    }
  }
}
