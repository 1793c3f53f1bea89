package dev.crossfade.operator.demo.crearis;

import dev.crossfade.operator.demo.DemoSystem;
import dev.crossfade.operator.demo.ExpectedDeadLetters;
import dev.crossfade.operator.demo.FileAtWork;
import dev.crossfade.operator.demo.GeneratedData;
import dev.crossfade.operator.demo.LiveWorkload;
import dev.crossfade.operator.demo.PlantedDeadLetter;
import dev.crossfade.operator.demo.SqlFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Theaterpedia's archive, and the next one every second while its editors go on. */
public final class CrearisDemo implements DemoSystem {

  private static final int COPIES = 20;
  private static final double ROWS_PER_COPY = 355;

  private final Path saved;
  private final ExpectedDeadLetters deadLetters;
  private final Path archive;
  private @Nullable Theater theater;

  /**
   * @param migration the folder {@code migrations/crearis}
   * @param archive where archives are put
   */
  public CrearisDemo(Path migration, Path archive) {
    this.saved = migration.resolve("demo");
    this.deadLetters = new ExpectedDeadLetters(new SqlFolder(saved.resolve("dead-letters")));
    this.archive = archive;
  }

  @Override
  public String name() {
    return "crearis";
  }

  /** A file has no schema of its own. */
  @Override
  public void createOldSchema(Connection old) {}

  @Override
  public GeneratedData generate(Connection old, long seed, double scale) {
    try {
      Theater made = Theater.times(saved, Math.max(1, (int) Math.round(COPIES * scale)), seed);
      made.writeTo(archive);
      theater = made;
      return new GeneratedData(made.counts(), List.of());
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot make " + archive, failure);
    }
  }

  @Override
  public double scaleFor(long rows) {
    return rows / (COPIES * ROWS_PER_COPY);
  }

  @Override
  public LiveWorkload workload(DataSource old, long seed, int changesPerSecond) {
    Theater made = Objects.requireNonNull(theater);
    TheaterLife life = new TheaterLife(made, seed);
    return new FileAtWork("archive", changesPerSecond, life::live, () -> made.writeTo(archive));
  }

  @Override
  public List<PlantedDeadLetter> expectedDeadLetters(Connection old) throws SQLException {
    return deadLetters.in(old);
  }
}
