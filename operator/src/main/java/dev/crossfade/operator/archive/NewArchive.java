package dev.crossfade.operator.archive;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.databases.postgres.Session;
import dev.crossfade.extractor.archive.ArchiveFormat;
import dev.crossfade.extractor.files.DamagedFileException;
import dev.crossfade.extractor.staging.FileStage;
import dev.crossfade.operator.failure.FileTrouble;
import dev.crossfade.operator.failure.OperatorFailure;
import dev.crossfade.schemas.TableId;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The archive that a migration writes: what the database that holds the rows has in one snapshot.
 */
public final class NewArchive {

  private static final Duration TURN_MAX = Duration.ofMinutes(1);
  private static final Duration READ_BACK_TURN_MAX = Duration.ofMinutes(10);
  private static final int FETCH_ROWS = 5_000;
  private static final String READ_BACK = "crossfade_read_back";

  private final PostgresUrl held;
  private final String schema;
  private final Path file;

  /**
   * {@code held} is the database with the rows, of which every table of {@code schema} is taken.
   */
  public NewArchive(PostgresUrl held, String schema, Path file) {
    this.held = held;
    this.schema = schema;
    this.file = file;
  }

  /** What was written. */
  public record Written(int tables, long rows, long bytes) {}

  /**
   * Puts the rows of this moment into the file; a crash on the way leaves the former file whole.
   *
   * @throws OperatorFailure if another process is at it for longer than a minute
   */
  public Written write() throws SQLException, InterruptedException {
    try (ArchiveTurn turn = ArchiveTurn.take(held, file, TURN_MAX)) {
      return write(turn.snapshot());
    }
  }

  /**
   * Writes the file, then reads it back as anybody would: checksums, counts, every row. Nobody else
   * writes it meanwhile.
   *
   * @return what is not as in the database, in words that hold no value; empty if nothing
   * @throws OperatorFailure if another process is at it for longer than ten minutes
   */
  public List<String> writeAndReadBack() throws SQLException, InterruptedException {
    try (ArchiveTurn turn = ArchiveTurn.take(held, file, READ_BACK_TURN_MAX)) {
      var unused = write(turn.snapshot());
      return differences(turn.snapshot(), HeldTable.all(turn.snapshot(), schema));
    }
  }

  /** The drafts are there before the snapshot is: see {@link ArchiveWriter}. */
  private Written write(Connection snapshot) throws SQLException {
    long rows = 0;
    try (ArchiveWriter archive = new ArchiveWriter(file)) {
      List<HeldTable> tables = HeldTable.all(snapshot, schema);
      for (HeldTable table : tables) {
        rows += write(snapshot, table, archive.table(table.described()));
      }
      return new Written(tables.size(), rows, archive.finish());
    } catch (IOException failure) {
      throw OperatorFailure.refused(
              "cannot write the archive " + file + ": " + FileTrouble.reason(failure),
              "make room, or see who may write there")
          .because(failure);
    }
  }

  private static long write(Connection snapshot, HeldTable table, TableWriter out)
      throws SQLException, IOException {
    long rows = 0;
    try (Statement sql = snapshot.createStatement()) {
      sql.setFetchSize(FETCH_ROWS);
      try (ResultSet found = sql.executeQuery(table.rows())) {
        while (found.next()) {
          List<@Nullable Object> values = new ArrayList<>();
          for (int i = 0; i < table.columns().size(); i++) {
            String text = found.getString(i + 1);
            values.add(
                text != null && table.columns().get(i).isBare() ? new TableWriter.Raw(text) : text);
          }
          out.row(values);
          rows++;
        }
      }
    }
    return rows;
  }

  private List<String> differences(Connection snapshot, List<HeldTable> tables)
      throws SQLException {
    PostgresUrl other = emptyDatabase();
    try {
      var unused = new FileStage(other, new ArchiveFormat(), file, Map.of()).look();
    } catch (DamagedFileException damaged) {
      return List.of(String.valueOf(damaged.getMessage()));
    }
    List<String> differences = new ArrayList<>();
    try (Connection read = Session.open(other)) {
      for (HeldTable table : tables) {
        String want = fingerprint(snapshot, table.fingerprint(schema));
        String have = fingerprint(read, table.fingerprint(FileStage.SCHEMA));
        if (!want.equals(have)) {
          differences.add(
              file.getFileName()
                  + " holds other rows of "
                  + table.id().name()
                  + " than the database (a JSON null in a jsonb column is read back as NULL)");
        }
      }
    }
    return differences;
  }

  private PostgresUrl emptyDatabase() throws SQLException {
    try (Connection connection = held.connect();
        Statement sql = connection.createStatement()) {
      sql.execute("DROP DATABASE IF EXISTS " + TableId.quote(READ_BACK) + " WITH (FORCE)");
      sql.execute("CREATE DATABASE " + TableId.quote(READ_BACK));
    }
    return held.withDatabase(READ_BACK);
  }

  private static String fingerprint(Connection connection, String query) throws SQLException {
    try (Statement sql = connection.createStatement();
        ResultSet found = sql.executeQuery(query)) {
      found.next();
      return found.getLong(1) + " " + found.getString(2);
    }
  }
}
