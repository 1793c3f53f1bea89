package dev.crossfade.operator.demo.tux.rows;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All rows of the old Tux database, for one seed and one size. */
public final class OldData {

  private static final int FEWEST_ROWS = 20;

  private static final int GUILDS = 500;
  private static final int GUILD_CONFIGS = 480;
  private static final int CASES = 80_000;
  private static final int SNIPPETS = 10_000;
  private static final int REMINDERS = 20_000;
  private static final int AFK = 5_000;
  private static final int LEVELS = 150_000;
  private static final int STARBOARDS = 300;
  private static final int STARBOARD_MESSAGES = 24_000;
  private static final int NOTES = 10_000;

  /** Rows over all tables at scale 1.0. */
  public static final int ROWS =
      GUILDS
          + GUILD_CONFIGS
          + CASES
          + SNIPPETS
          + REMINDERS
          + AFK
          + LEVELS
          + STARBOARDS
          + STARBOARD_MESSAGES
          + NOTES;

  private static final String SEQUENCES =
      """
      SELECT setval(pg_get_serial_sequence('"Case"', 'case_id'), max(case_id)) FROM "Case";
      SELECT setval(pg_get_serial_sequence('"Snippet"', 'snippet_id'), max(snippet_id)) FROM "Snippet";
      SELECT setval(pg_get_serial_sequence('"Reminder"', 'reminder_id'), max(reminder_id)) FROM "Reminder";
      SELECT setval(pg_get_serial_sequence('"Note"', 'note_id'), max(note_id)) FROM "Note";
      """;

  private final List<TableRows> tables;

  /**
   * @param scale 1.0 for {@link #ROWS} rows; each table has at least twenty
   */
  public OldData(long seed, double scale) {
    Guilds guilds = new Guilds(scaled(GUILDS, scale));
    CaseBook book = new CaseBook(seed, guilds, scaled(CASES, scale));
    this.tables =
        List.of(
            new GuildRows(seed, guilds, book),
            new GuildConfigRows(seed, guilds, scaled(GUILD_CONFIGS, scale)),
            new CaseRows(seed, guilds, book),
            new SnippetRows(seed, guilds, scaled(SNIPPETS, scale)),
            new ReminderRows(seed, guilds, scaled(REMINDERS, scale)),
            new AfkRows(seed, guilds, scaled(AFK, scale)),
            new LevelsRows(seed, guilds, scaled(LEVELS, scale)),
            new StarboardRows(seed, guilds, scaled(STARBOARDS, scale)),
            new StarboardMessageRows(seed, guilds, scaled(STARBOARD_MESSAGES, scale)),
            new NoteRows(seed, guilds, scaled(NOTES, scale)));
  }

  /**
   * Fills the empty old tables in one transaction and sets their sequences. Once only: rows are
   * made as they are written.
   *
   * @return rows by table, in the order written
   */
  public Map<String, Long> writeTo(Connection old) throws SQLException {
    boolean autoCommit = old.getAutoCommit();
    old.setAutoCommit(false);
    try {
      Map<String, Long> written = write(old);
      old.commit();
      old.setAutoCommit(autoCommit);
      return written;
    } catch (SQLException | RuntimeException failure) {
      rollBack(old, failure);
      throw failure;
    }
  }

  private static void rollBack(Connection old, Exception failure) {
    try {
      old.rollback();
    } catch (SQLException rollbackFailure) {
      failure.addSuppressed(rollbackFailure);
    }
  }

  private Map<String, Long> write(Connection old) throws SQLException {
    Map<String, Long> written = new LinkedHashMap<>();
    for (TableRows rows : tables) {
      written.put(rows.table(), new TableFiller(rows).fill(old));
    }
    try (Statement statement = old.createStatement()) {
      statement.execute(SEQUENCES);
    }
    return written;
  }

  private static int scaled(int count, double scale) {
    return (int) Math.max(FEWEST_ROWS, Math.round(count * scale));
  }
}
