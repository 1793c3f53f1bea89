package dev.crossfade.operator.demo.tinymuse;

import dev.crossfade.extractor.tinymuse.world.World;
import dev.crossfade.extractor.tinymuse.world.WorldObject;
import dev.crossfade.operator.demo.DemoSystem;
import dev.crossfade.operator.demo.ExpectedDeadLetters;
import dev.crossfade.operator.demo.FileAtWork;
import dev.crossfade.operator.demo.GeneratedData;
import dev.crossfade.operator.demo.LiveWorkload;
import dev.crossfade.operator.demo.PlantedDeadLetter;
import dev.crossfade.operator.demo.SqlFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A TinyMUSE server: its world, and the dumps that it writes every second while it goes on. */
public final class TinymuseDemo implements DemoSystem {

  private static final int PLAYERS = 1_000;
  private static final int OBJECTS = 5_000;
  private static final int MESSAGES = 10_000;
  private static final int PLAYERS_MIN = 10;

  private final ExpectedDeadLetters deadLetters;
  private final Path dump;
  private @Nullable World world;

  /**
   * @param migration the folder {@code migrations/tinymuse}
   * @param dump where the server writes
   */
  public TinymuseDemo(Path migration, Path dump) {
    this.deadLetters =
        new ExpectedDeadLetters(new SqlFolder(migration.resolve("demo/dead-letters")));
    this.dump = dump;
  }

  @Override
  public String name() {
    return "tinymuse";
  }

  /** A file has no schema of its own. */
  @Override
  public void createOldSchema(Connection old) {}

  @Override
  public GeneratedData generate(Connection old, long seed, double scale) {
    int players = Math.max(PLAYERS_MIN, (int) (PLAYERS * scale));
    World made =
        World.of(
            seed,
            players,
            Math.max(5 * PLAYERS_MIN, (int) (OBJECTS * scale)),
            (int) (MESSAGES * scale));
    world = made;
    try {
      made.writeTo(dump, StandardCharsets.ISO_8859_1);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + dump, failure);
    }
    return new GeneratedData(rows(made), List.of());
  }

  private static Map<String, Long> rows(World made) {
    Map<String, Long> rows = new LinkedHashMap<>();
    rows.put("objects", (long) made.objects().size());
    rows.put("attributes", made.objects().stream().mapToLong(o -> o.values.size()).sum());
    rows.put("parents", made.objects().stream().mapToLong(o -> o.parents.size()).sum());
    rows.put(
        "players", made.objects().stream().filter(WorldObject::isPlayer).mapToLong(o -> 1).sum());
    rows.put("mail", (long) made.mail().size());
    return rows;
  }

  @Override
  public double scaleFor(long rows) {
    return (double) rows / (PLAYERS + 2.5 * OBJECTS + MESSAGES);
  }

  @Override
  public LiveWorkload workload(DataSource old, long seed, int changesPerSecond) {
    World made = Objects.requireNonNull(world);
    return new FileAtWork(
        "dump",
        changesPerSecond,
        made::live,
        () -> made.writeTo(dump, StandardCharsets.ISO_8859_1));
  }

  @Override
  public List<PlantedDeadLetter> expectedDeadLetters(Connection old) throws SQLException {
    return deadLetters.in(old);
  }
}
