package dev.crossfade.operator.newschema;

import dev.crossfade.operator.config.ArchiveSide;
import dev.crossfade.operator.config.PostgresSide;
import dev.crossfade.schemas.TypeTable;
import dev.crossfade.verifier.checks.CheckSession;
import java.sql.SQLException;
import java.util.TreeMap;

/** New tables that a PostgreSQL of ours holds for a file; no tables while none does. */
final class HeldSchema implements NewSchema {

  private final ArchiveSide side;
  private final SchemaFiles files;

  HeldSchema(ArchiveSide side, SchemaFiles files) {
    this.side = side;
    this.files = files;
  }

  @Override
  public void make() {
    held().make();
  }

  @Override
  public Seen present() throws SQLException {
    return side.address().isPresent() ? held().present() : new Nothing(side.schema());
  }

  @Override
  public Seen tried(ScratchPostgres scratch) throws SQLException {
    return new PostgresSchema(scratch.side(side.schema()), files).tried(scratch);
  }

  @Override
  public void remove() throws SQLException {
    held().remove();
  }

  @Override
  public TypeTable types() {
    return TypeTable.POSTGRES;
  }

  private PostgresSchema held() {
    return new PostgresSchema(new PostgresSide(side.url(), side.schema()), files);
  }

  /** What is there before any server holds it. */
  private record Nothing(String schema) implements Seen {
    @Override
    public CheckSession checks() {
      throw new IllegalStateException("nothing is there to be asked");
    }

    @Override
    public TreeMap<String, TableShape> shapes() {
      return new TreeMap<>();
    }

    @Override
    public PostgresSide analysed(ScratchPostgres scratch) {
      return scratch.side(schema);
    }
  }
}
