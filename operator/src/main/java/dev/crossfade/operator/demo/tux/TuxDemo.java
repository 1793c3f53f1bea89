package dev.crossfade.operator.demo.tux;

import dev.crossfade.operator.demo.DemoSystem;
import dev.crossfade.operator.demo.ExpectedDeadLetters;
import dev.crossfade.operator.demo.GeneratedData;
import dev.crossfade.operator.demo.LiveWorkload;
import dev.crossfade.operator.demo.PlantedDeadLetter;
import dev.crossfade.operator.demo.SqlFolder;
import dev.crossfade.operator.demo.tux.live.BotAtWork;
import dev.crossfade.operator.demo.tux.rows.OldData;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * The Tux bot. Its old schema and the queries for its dead letters stand in the folder of its
 * migration.
 */
public final class TuxDemo implements DemoSystem {

  private final SqlFolder oldSchema;
  private final ExpectedDeadLetters deadLetters;

  /**
   * @param migration the folder {@code migrations/tux}
   */
  public TuxDemo(Path migration) {
    this.oldSchema = new SqlFolder(migration.resolve("demo/old"));
    this.deadLetters =
        new ExpectedDeadLetters(new SqlFolder(migration.resolve("demo/dead-letters")));
  }

  @Override
  public String name() {
    return "tux";
  }

  @Override
  public void createOldSchema(Connection old) throws SQLException {
    oldSchema.runOn(old);
  }

  @Override
  public GeneratedData generate(Connection old, long seed, double scale) throws SQLException {
    Map<String, Long> written = new OldData(seed, scale).writeTo(old);
    try (Statement statement = old.createStatement()) {
      statement.execute("ANALYZE");
    }
    return new GeneratedData(written, expectedDeadLetters(old));
  }

  @Override
  public double scaleFor(long rows) {
    return (double) rows / OldData.ROWS;
  }

  @Override
  public LiveWorkload workload(DataSource old, long seed, int changesPerSecond) {
    return BotAtWork.of(old, seed, changesPerSecond);
  }

  @Override
  public List<PlantedDeadLetter> expectedDeadLetters(Connection old) throws SQLException {
    return deadLetters.in(old);
  }
}
