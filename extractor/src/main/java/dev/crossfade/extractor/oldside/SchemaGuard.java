package dev.crossfade.extractor.oldside;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.databases.postgres.Session;
import dev.crossfade.schemas.MigrationPlan;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Asks the old catalog whether it is still what the mapping relies on.
 *
 * <p>The catalog is never behind the log: whoever asks when the log describes a table anew learns
 * of every change of it before the first row that the change concerns. Safe for use by several
 * threads.
 */
public final class SchemaGuard implements AutoCloseable {

  private final MigrationPlan plan;
  private final Connection connection;
  private final Consumer<OldShape> changed;
  private OldShape known;

  /**
   * Opens a connection of its own.
   *
   * @param known what was there when the snapshot was taken
   * @param changed told of a new shape that can be carried
   * @throws OldSideException if the old database cannot be reached
   */
  public SchemaGuard(
      PostgresUrl url, MigrationPlan plan, OldShape known, Consumer<OldShape> changed) {
    this.plan = plan;
    this.known = known;
    this.changed = changed;
    try {
      connection = Session.open(url);
      Session.unlimit(connection);
    } catch (SQLException failure) {
      throw new OldSideException("cannot reach the old database", failure);
    }
  }

  /**
   * Asks now.
   *
   * @throws HeldException if something changed that cannot be carried
   * @throws OldSideException if the old database does not answer
   */
  public synchronized void check() {
    OldShape now = read();
    if (now.equals(known)) {
      return;
    }
    List<String> problems = new Drift(plan).between(known, now);
    if (!problems.isEmpty()) {
      // The change may have been committed between two of the questions: its whole tells more.
      List<String> whole = new Drift(plan).between(known, read());
      throw new HeldException(String.join("; ", whole.isEmpty() ? problems : whole));
    }
    known = now;
    changed.accept(now);
  }

  private OldShape read() {
    try {
      return OldShape.read(connection, plan);
    } catch (SQLException failure) {
      throw new OldSideException("cannot read the old catalog", failure);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException alreadyGone) {
      // closed is closed
    }
  }
}
