package dev.crossfade.benchmark.contenders;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyInputStream;
import org.postgresql.copy.PGCopyOutputStream;

/** {@code COPY} out of the old table straight into the new one: what the two servers can do. */
public final class CopyPipe implements Contender {

  private static final int BUFFER_BYTES = 1 << 16;

  @Override
  public String name() {
    return "COPY | COPY";
  }

  @Override
  public Optional<String> absence() {
    return Optional.empty();
  }

  @Override
  public NewTable newTable() {
    return NewTable.SAME;
  }

  @Override
  public boolean streams() {
    return false;
  }

  @Override
  public void prepare(Round round) {}

  @Override
  public Running start(Round round) throws Exception {
    try (Connection old = round.old().connect();
        Connection fresh = round.fresh().connect();
        InputStream rows =
            new PGCopyInputStream(
                old.unwrap(PGConnection.class), "COPY orders TO STDOUT (FORMAT binary)");
        OutputStream sink =
            new PGCopyOutputStream(
                fresh.unwrap(PGConnection.class),
                "COPY orders FROM STDIN (FORMAT binary)",
                BUFFER_BYTES)) {
      pump(rows, sink);
    }
    return new Running(List.of());
  }

  private static void pump(InputStream rows, OutputStream sink) throws IOException {
    var unused = rows.transferTo(sink);
  }
}
