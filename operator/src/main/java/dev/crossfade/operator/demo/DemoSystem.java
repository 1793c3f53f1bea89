package dev.crossfade.operator.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * A system that can be shown off: its old database with data in it, and the application that goes
 * on writing.
 */
public interface DemoSystem {

  /**
   * The name of the demonstration, which is also the name of its folder below {@code migrations}.
   */
  String name();

  /** What its migration.yaml takes from the environment, beside databases, files and Kafka. */
  default Map<String, String> environment() {
    return Map.of();
  }

  /**
   * Makes the old tables, empty, in the first schema of the connection's search path.
   *
   * @throws SQLException if a table is already there; some tables may have been made
   */
  void createOldSchema(Connection old) throws SQLException;

  /**
   * Fills the empty old tables. The same seed and scale give the same rows, byte for byte.
   *
   * @param scale 1.0 for as many rows as the demonstration has by default; each table keeps a few
   *     at any scale
   */
  GeneratedData generate(Connection old, long seed, double scale) throws SQLException;

  /** The scale at which about {@code rows} rows are made, over all tables. */
  double scaleFor(long rows);

  /**
   * The application, writing to the old database. Not yet started.
   *
   * @param changesPerSecond inserted, updated and deleted rows a second, over all tables, above 0
   */
  LiveWorkload workload(DataSource old, long seed, int changesPerSecond);

  /**
   * Which rows of the old database, as it is now, the new one has to refuse, and why: one entry for
   * each row that would have been written. Found by queries of its own, so it holds whatever the
   * generator and the workload did.
   */
  List<PlantedDeadLetter> expectedDeadLetters(Connection old) throws SQLException;
}
