package dev.crossfade.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.extractor.staging.FileStage;
import dev.crossfade.extractor.tinymuse.TinymuseFormat;
import dev.crossfade.extractor.tinymuse.world.World;
import dev.crossfade.testkit.Deadline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file as an old side, from the file into the old topics. */
class FileFeedIT {

  private static final Duration WAIT_MAX = Duration.ofSeconds(60);
  private static final List<String> TABLES = List.of("objects", "attributes", "parents", "mail");

  private final OldDatabase old = new OldDatabase();
  private final World world = World.of(9, 30, 300, 200);

  @TempDir Path folder;
  private Path dump;

  @BeforeEach
  void prepare() throws IOException, SQLException {
    dump = folder.resolve("mdb");
    world.writeTo(dump, StandardCharsets.ISO_8859_1);
    stage().look();
    old.prepared(TABLES.toArray(String[]::new));
  }

  @AfterEach
  void drop() {
    old.close();
  }

  private FileStage stage() {
    return new FileStage(old.url(), new TinymuseFormat(), dump, Map.of("encoding", "ISO-8859-1"));
  }

  private RunningExtractor start() {
    return new RunningExtractor(
        new Extractor(old.settings().withFeed(new FileFeed(stage(), Duration.ofMillis(50)))));
  }

  @Test
  void theFirstDumpIsTheSnapshotAndEveryLaterOneAStreamOfItsDifferences() throws IOException {
    try (RunningExtractor extractor = start()) {
      extractor.untilStreaming();
      mustHoldTheDump();
      int snapshot = old.topics().changes("objects").size();
      assertThat(old.topics().changes("objects")).allMatch(OldTopics.Change::snapshot);

      world.live(40);
      world.writeTo(dump, StandardCharsets.ISO_8859_1);
      untilTopicsHoldTheDump();

      List<OldTopics.Change> all = old.topics().changes("objects");
      assertThat(all.size() - snapshot).isBetween(1, 100);
      assertThat(all.stream().filter(c -> !c.snapshot())).hasSize(all.size() - snapshot);
    }
  }

  @Test
  void whatWasWrittenWhileNobodyReadComesWithTheNextStart() throws IOException {
    start().untilStreaming().close();
    world.live(40);
    world.writeTo(dump, StandardCharsets.ISO_8859_1);

    try (RunningExtractor extractor = start()) {
      extractor.untilStreaming();
      untilTopicsHoldTheDump();
    }
  }

  @Test
  void aDamagedDumpIsSaidInTheStatusAndWhatWasReadBeforeStands() throws IOException {
    try (RunningExtractor extractor = start()) {
      extractor.untilStreaming();
      byte[] whole = Files.readAllBytes(dump);
      Files.write(dump, Arrays.copyOf(whole, whole.length - 20_000));
      extractor.until(
          "the damage is said",
          () ->
              extractor.status().reasons().stream()
                  .anyMatch(
                      reason -> reason.matches("mdb: line \\d+, .*what was read before stands")));

      world.live(10);
      world.writeTo(dump, StandardCharsets.ISO_8859_1);
      untilTopicsHoldTheDump();
      extractor.until("nothing is said", () -> extractor.status().reasons().isEmpty());
    }
  }

  @Test
  void markersGoThroughEveryPartition() {
    try (RunningExtractor extractor = start()) {
      extractor.untilStreaming();
      Deadline.untilAsserted(WAIT_MAX, () -> assertThat(old.topics().markers("mail")).hasSize(3));
    }
  }

  /** Passwords stand in a table of their own, and no topic is made of what no mapping reads. */
  @Test
  void noPasswordIsInATopic() {
    List<String> passwords =
        old.database.query("SELECT value FROM passwords WHERE value LIKE 'XX%'").stream()
            .map(row -> row.get(0))
            .toList();
    assertThat(passwords).hasSizeGreaterThan(5);
    try (RunningExtractor extractor = start()) {
      extractor.untilStreaming();
      for (String table : TABLES) {
        String all =
            old.topics().changes(table).stream()
                .map(change -> new String(change.value(), StandardCharsets.ISO_8859_1))
                .reduce("", String::concat);
        assertThat(passwords).noneMatch(all::contains);
      }
    }
  }

  private void untilTopicsHoldTheDump() {
    Deadline.untilAsserted(WAIT_MAX, this::mustHoldTheDump);
  }

  private void mustHoldTheDump() throws IOException {
    List<String> objects =
        world.objects().stream()
            .map(object -> object.dbref + "|" + object.name + "|" + object.location)
            .sorted()
            .toList();
    assertThat(
            old.topics().foldedText("objects").stream()
                .map(FileFeedIT::dbrefNameLocation)
                .sorted()
                .toList())
        .isEqualTo(objects);
    assertThat(old.topics().folded("mail")).hasSize(world.mail().size());
    assertThat(old.topics().folded("parents"))
        .hasSize(world.objects().stream().mapToInt(object -> object.parents.size()).sum());
  }

  private static String dbrefNameLocation(String row) {
    String[] fields = row.split("\\|", -1);
    return fields[0] + "|" + fields[2] + "|" + fields[3];
  }
}
