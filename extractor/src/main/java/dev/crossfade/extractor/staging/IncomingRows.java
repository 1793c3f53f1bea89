package dev.crossfade.extractor.staging;

import dev.crossfade.extractor.files.DamagedFileException;
import dev.crossfade.extractor.files.FileTable;
import dev.crossfade.extractor.files.RowSink;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Writes rows into the temporary tables, a batch of one table at a time, through COPY. */
final class IncomingRows implements RowSink {

  private static final int BATCH_CHARS = 1 << 19;

  private static final Pattern COLUMN = Pattern.compile("^COPY \\S+, line \\d+, column ([^:]+):");

  private final CopyManager copies;
  private final String shown;
  private final Map<String, Batch> batches = new LinkedHashMap<>();

  private record Batch(IncomingTable table, StringBuilder text) {}

  /** A batch could not be written; carried past the file's reader, which knows nothing of SQL. */
  private static final class CopyFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final SQLException failure;

    CopyFailedException(SQLException failure) {
      super(failure);
      this.failure = failure;
    }
  }

  IncomingRows(Connection connection, String shown, Iterable<IncomingTable> tables)
      throws SQLException {
    this.copies = connection.unwrap(PGConnection.class).getCopyAPI();
    this.shown = shown;
    tables.forEach(t -> batches.put(t.table().name(), new Batch(t, new StringBuilder())));
  }

  /** Something that gives rows to a sink. */
  interface Giver {
    void giveTo(RowSink sink);
  }

  /**
   * Takes everything.
   *
   * @throws DamagedFileException if a value is not of its column's type
   */
  void takeAll(Giver giver) throws SQLException {
    try {
      giver.giveTo(this);
      batches.values().forEach(this::flush);
    } catch (CopyFailedException failed) {
      throw failed.failure;
    }
  }

  @Override
  public void row(String table, @Nullable String... values) {
    Batch batch = Objects.requireNonNull(batches.get(table));
    for (int i = 0; i < values.length; i++) {
      batch.text.append(i == 0 ? "" : "\t");
      append(values[i], batch.text);
    }
    batch.text.append('\n');
    if (batch.text.length() > BATCH_CHARS) {
      flush(batch);
    }
  }

  private static void append(@Nullable String value, StringBuilder text) {
    if (value == null) {
      text.append("\\N");
      return;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> text.append("\\\\");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        default -> text.append(c);
      }
    }
  }

  private void flush(Batch batch) {
    if (batch.text.isEmpty()) {
      return;
    }
    byte[] bytes = batch.text.toString().getBytes(StandardCharsets.UTF_8);
    batch.text.setLength(0);
    try {
      copies.copyIn(batch.table.copy(), new ByteArrayInputStream(bytes));
    } catch (SQLException refused) {
      throw explained(refused, batch.table.table());
    } catch (IOException impossible) {
      throw new IllegalStateException("memory that cannot be read", impossible);
    }
  }

  /** The server's message holds the value; ours must not. */
  private RuntimeException explained(SQLException refused, FileTable table) {
    String state = String.valueOf(refused.getSQLState());
    if (!state.startsWith("22") && !state.startsWith("23")) {
      return new CopyFailedException(refused);
    }
    String column = "a column";
    if (refused instanceof PSQLException told) {
      ServerErrorMessage message = told.getServerErrorMessage();
      Matcher where = COLUMN.matcher(message == null ? "" : String.valueOf(message.getWhere()));
      column = where.find() ? "column " + where.group(1) : column;
    }
    return new DamagedFileException(
        shown,
        "table " + table.name() + ", " + column,
        state.equals("23502")
            ? "NULL in a key"
            : "a value that is not of the column's type (SQLSTATE " + state + ")");
  }
}
