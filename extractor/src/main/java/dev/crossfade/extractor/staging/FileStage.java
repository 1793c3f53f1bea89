package dev.crossfade.extractor.staging;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.databases.postgres.Session;
import dev.crossfade.extractor.files.DamagedFileException;
import dev.crossfade.extractor.files.FileFormat;
import dev.crossfade.extractor.files.FileTable;
import dev.crossfade.extractor.files.OldFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings a database to what a file says: one transaction for each new version of it, which holds
 * every difference, key by key, or nothing.
 *
 * <p>A file is read whole before anything is committed; what is damaged changes nothing. A process
 * that dies on the way leaves the database as it was, and the next look reads the file again.
 */
public final class FileStage {

  /** The schema of the tables. */
  public static final String SCHEMA = "public";

  private static final long LOCK = 0x63726f7373666164L; // two processes never stage at once

  private final PostgresUrl url;
  private final FileFormat format;
  private final Path file;
  private final Map<String, String> options;
  private final String shown;
  private @Nullable FileStamp damagedStamp;
  private @Nullable DamagedFileException damage;

  /**
   * Touches nothing yet.
   *
   * @param url a database that nobody else writes
   */
  public FileStage(PostgresUrl url, FileFormat format, Path file, Map<String, String> options) {
    this.url = url;
    this.format = format;
    this.file = file;
    this.options = Map.copyOf(options);
    this.shown = String.valueOf(file.getFileName());
  }

  /** Whether any version of the file was read before. */
  public boolean isFilled() throws SQLException {
    try (Connection connection = Session.open(url)) {
      return FileNote.read(connection).isPresent();
    }
  }

  /**
   * Whether the database holds the file as it is now, by its size and time.
   *
   * @throws DamagedFileException if there is no such file
   */
  public boolean isCurrent() throws SQLException {
    FileStamp now = FileStamp.of(file, shown);
    try (Connection connection = Session.open(url)) {
      return FileNote.read(connection).map(FileNote::stamp).filter(now::equals).isPresent();
    }
  }

  /**
   * Looks at the file and reads it if it is another than before.
   *
   * @throws DamagedFileException if it is not whole; nothing is changed
   * @throws SQLException if the database does not answer; nothing is changed
   */
  public Staged look() throws SQLException {
    FileStamp stamp = FileStamp.of(file, shown);
    try (Connection connection = Session.open(url)) {
      Optional<FileNote> before = FileNote.read(connection);
      if (before.map(FileNote::stamp).filter(stamp::equals).isPresent()) {
        return Staged.SAME;
      }
      if (damage != null && stamp.equals(damagedStamp)) {
        throw damage; // nobody has mended it since
      }
      try (PrivateCopy copy = PrivateCopy.of(file, shown)) {
        return FileStamp.of(file, shown).equals(stamp)
            ? read(connection, copy, stamp, before)
            : Staged.BEING_WRITTEN;
      } catch (DamagedFileException damaged) {
        damagedStamp = stamp;
        damage = damaged;
        throw damaged;
      }
    }
  }

  private Staged read(
      Connection connection, PrivateCopy copy, FileStamp stamp, Optional<FileNote> before)
      throws SQLException {
    FileNote note = new FileNote(stamp, copy.sha256());
    OldFile opened = format.open(copy.path(), shown, options);
    connection.setAutoCommit(false);
    Staged staged =
        before.map(FileNote::sha256).filter(note.sha256()::equals).isPresent()
            ? Staged.SAME
            : bring(connection, opened, before.isEmpty());
    note.write(connection);
    connection.commit();
    return staged;
  }

  private Staged bring(Connection connection, OldFile opened, boolean first) throws SQLException {
    List<FileTable> found = opened.tables();
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
      if (first) {
        FileNote.createTable(connection);
        for (FileTable table : found) {
          create(statement, table);
        }
      }
      List<FileTable> tables = StagedShape.fitted(connection, SCHEMA, found, shown);
      List<IncomingTable> incoming = new ArrayList<>();
      for (FileTable table : tables) {
        IncomingTable in = IncomingTable.of(table, SCHEMA, incoming.size());
        statement.execute(in.create());
        incoming.add(in);
      }
      new IncomingRows(connection, shown, incoming).takeAll(sink -> opened.read(tables, sink));
      Staged staged = new Staged(Staged.Outcome.READ, 0, 0, 0);
      for (IncomingTable in : incoming) {
        key(statement, in);
        statement.execute(in.analyze());
        long deleted = statement.executeLargeUpdate(in.delete());
        long updated = in.update().isEmpty() ? 0 : statement.executeLargeUpdate(in.update());
        staged = staged.plus(statement.executeLargeUpdate(in.insert()), updated, deleted);
        if (first) {
          statement.execute("ANALYZE " + in.staged().quoted());
        }
      }
      return staged;
    }
  }

  private void create(Statement statement, FileTable table) throws SQLException {
    try {
      statement.execute(table.ddl(SCHEMA));
    } catch (SQLException refused) {
      if (String.valueOf(refused.getSQLState()).startsWith("42")) {
        throw new DamagedFileException(
            shown, "table " + table.name() + " cannot be: " + refused.getMessage(), refused);
      }
      throw refused;
    }
  }

  private void key(Statement statement, IncomingTable in) throws SQLException {
    try {
      statement.execute(in.key());
    } catch (SQLException refused) {
      if (String.valueOf(refused.getSQLState()).startsWith("23")) {
        throw new DamagedFileException(
            shown,
            "table " + in.table().name(),
            "two rows have the same key ("
                + String.join(", ", in.table().key())
                + "), or NULL in it");
      }
      throw refused;
    }
  }
}
