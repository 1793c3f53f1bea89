package dev.crossfade.e2e.tux;

import dev.crossfade.e2e.harness.Comparison;
import dev.crossfade.e2e.harness.Migration;
import dev.crossfade.operator.demo.LiveWorkload;
import dev.crossfade.operator.demo.PlantedDeadLetter;
import dev.crossfade.operator.demo.tux.TuxDemo;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The Tux bot's migration with generated data in its old database. */
public final class Tux {

  private static final Path FOLDER = Path.of("../migrations/tux");
  private static final TuxDemo DEMO = new TuxDemo(FOLDER);

  private Tux() {}

  /** The whole migration over about {@code rows} old rows, in all tables together. */
  public static Migration with(long rows, long seed) {
    Migration migration = Migration.copyOf(FOLDER);
    try (Connection connection = migration.old().connect()) {
      DEMO.createOldSchema(connection);
      DEMO.generate(connection, seed, DEMO.scaleFor(rows));
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
    return migration;
  }

  /** The bot at work, not yet started. */
  public static LiveWorkload life(Migration migration, long seed, int changesPerSecond) {
    return DEMO.workload(migration.old().dataSource(), seed, changesPerSecond);
  }

  /** Compares all eleven tables; whoever calls has drained before. */
  public static void mustBeTrue(Migration migration) {
    List<PlantedDeadLetter> dead = deadLetters(migration);
    for (Comparison comparison : TuxTruth.TABLES) {
      comparison.mustBeEqual(migration.old(), migration.newer(), keys(comparison.table(), dead));
    }
  }

  /** The rows that the new database has to refuse, as the old one is now. */
  public static List<PlantedDeadLetter> deadLetters(Migration migration) {
    try (Connection connection = migration.old().connect()) {
      return DEMO.expectedDeadLetters(connection);
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }

  private static Set<List<String>> keys(String table, List<PlantedDeadLetter> dead) {
    return dead.stream()
        .filter(each -> each.newTable().equals(table))
        .map(each -> (List<String>) new ArrayList<>(each.newKey().values()))
        .collect(Collectors.toSet());
  }
}
