package dev.crossfade.operator.demo.tux.rows;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Copies the rows of one table into the old database, blemishes spread evenly over them. */
final class TableFiller {

  private static final int CHUNK_CHARACTERS = 64 * 1024;
  private static final int ROWS_PER_BLEMISH = 100;

  private final TableRows rows;

  TableFiller(TableRows rows) {
    this.rows = rows;
  }

  /** Returns how many rows were written: all or none. */
  long fill(Connection old) throws SQLException {
    CopyIn copy =
        old.unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(
                "COPY \""
                    + rows.table()
                    + "\" ("
                    + String.join(", ", rows.columns())
                    + ") FROM STDIN");
    try {
      send(copy);
      return copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private void send(CopyIn copy) throws SQLException {
    CopyText text = new CopyText();
    Row row = new Row(rows.columns());
    List<Blemish> blemishes = rows.blemishes();
    long spoilt = Math.max(blemishes.size(), rows.count() / ROWS_PER_BLEMISH);
    int next = 0;
    for (int number = 0; number < rows.count(); number++) {
      rows.fill(row, number);
      if (!blemishes.isEmpty()
          && next < spoilt
          && number >= (2L * next + 1) * rows.count() / (2 * spoilt)) {
        blemishes.get(next % blemishes.size()).spoil(row);
        next++;
      }
      text.add(row.values());
      if (text.length() >= CHUNK_CHARACTERS) {
        write(copy, text);
      }
    }
    write(copy, text);
  }

  private static void write(CopyIn copy, CopyText text) throws SQLException {
    byte[] bytes = text.take().getBytes(StandardCharsets.UTF_8);
    copy.writeToCopy(bytes, 0, bytes.length);
  }
}
