package dev.crossfade.extractor.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.extractor.files.DamagedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonArchiveTest {

  private static final String EVENTS =
      """
      {"tableName": "events", "rowCount": 2, "columns": ["id", "name", "seats", "active"],
       "rows": [{"id": "a", "name": "Probeb\u00fchne", "seats": 9007199254740993, "active": true},
                {"active": null, "seats": null, "name": null, "id": "b"}],
       "detailTables": [{"tableName": "events_tags", "key": ["event", "tag"], "rowCount": 1,
                         "columns": ["event", "tag"], "rows": [["a", 7]]}]}
      """;

  @TempDir Path folder;

  @Test
  void rowsComeAsPostgresqlReadsThem() throws IOException {
    assertThat(rows(new TarText().file("events.json", EVENTS)))
        .containsExactly(
            "events: [a, Probeb\u00fchne, 9007199254740993, true]",
            "events: [b, null, null, null]",
            "events_tags: [a, 7]");
  }

  @Test
  void aColumnHasTheNarrowestTypeThatHoldsAllItsValuesUnlessTheArchiveSaysOne() throws IOException {
    String json =
        """
        {"tableName": "t", "rowCount": 2, "key": ["k"],
         "columns": ["k", "b", "n", "m", "j", "nothing", {"name": "at", "type": "timestamp(3)"}],
         "rows": [[1, true, 1, 1, "text", null, "2025-10-13 17:17:44"],
                  [99999999999999999999, false, 1.50, "1", {"a": [1.0, "x"]}, null, null]]}
        """;
    TarText archive = new TarText().file("t.json", json);

    assertThat(open(archive).tables().get(0).columns().stream().map(c -> c.name() + " " + c.type()))
        .containsExactly(
            "k numeric",
            "b boolean",
            "n numeric",
            "m text",
            "j jsonb",
            "nothing text",
            "at timestamp(3)");
    assertThat(rows(archive))
        .containsExactly(
            "t: [1, true, 1, 1, \"text\", null, 2025-10-13 17:17:44]",
            "t: [99999999999999999999, false, 1.50, 1, {\"a\":[1.0,\"x\"]}, null, null]");
  }

  @Test
  void theKeyIsTheOneThatTheArchiveNamesElseIdElseXmlid() throws IOException {
    assertThat(open(new TarText().file("events.json", EVENTS)).tables())
        .extracting(table -> table.name() + table.key())
        .containsExactly("events[id]", "events_tags[event, tag]");
    assertThat(open(new TarText().file("t.json", table("\"xmlid\"", "[\"x\"]"))).tables())
        .extracting(table -> table.name() + table.key())
        .containsExactly("t[xmlid]");
    assertDamaged(new TarText().file("t.json", table("\"name\"", "")), "table t has no key");
  }

  @Test
  void anArchiveInAFolderIsTheSame() throws IOException {
    TarText inner = new TarText().file("t.json", table("\"id\"", ""));
    TarText archive =
        new TarText()
            .file("backup/t.json", table("\"id\"", ""))
            .file("backup/index.json", inner.soundIndex(""))
            .index("none");

    assertThat(open(archive).tables()).hasSize(1);
  }

  @Test
  void anotherChecksumIsAnError() throws IOException {
    TarText archive = new TarText().file("events.json", EVENTS);
    String lie = archive.soundIndex("").replaceFirst("\": \"[0-9a-f]", "\": \"" + other(archive));

    assertDamaged(archive.index(lie), "file events.json: has another SHA-256 than the index says");
  }

  private static char other(TarText archive) {
    String index = archive.soundIndex("");
    return index.charAt(index.indexOf("\": \"") + 4) == '0' ? '1' : '0';
  }

  @Test
  void aFileMissingOrTooManyOrTwiceIsAnError() throws IOException {
    TarText one = new TarText().file("events.json", EVENTS);
    TarText two = new TarText().file("events.json", EVENTS).file("t.json", table("\"id\"", ""));

    assertDamaged(one.index(two.soundIndex("")), "file t.json: is missing");
    assertDamaged(
        new TarText()
            .file("events.json", EVENTS)
            .file("t.json", table("\"id\"", ""))
            .index(new TarText().file("events.json", EVENTS).soundIndex("")),
        "file t.json: is not named by the index");
    assertDamaged(
        new TarText().file("events.json", EVENTS).file("./events.json", EVENTS),
        "entry events.json: stands in it twice");
    assertDamaged(new TarText().file("t.json", table("\"id\"", "")).index("none"), "has no index");
    assertDamaged(
        new TarText().file("a.json", EVENTS).file("b.json", EVENTS),
        "file b.json: holds table events a second time");
  }

  @Test
  void anotherNumberOfRowsIsAnErrorInTheFileAndInTheIndex() throws IOException {
    assertDamaged(
        new TarText().file("t.json", EVENTS.replace("\"rowCount\": 2", "\"rowCount\": 3")),
        "file t.json, table events: says 3 rows and holds 2");
    TarText archive = new TarText().file("events.json", EVENTS);
    assertDamaged(
        archive.index(
            archive.soundIndex(", \"entities\": [{\"tableName\": \"events\", \"rowCount\": 5}]")),
        "table events: has 2 rows, the index says 5");
    assertDamaged(
        archive.index(
            archive.soundIndex(", \"entities\": [{\"tableName\": \"posts\", \"rowCount\": 0}]")),
        "table posts: is missing");
  }

  @Test
  void aNameThatLeadsOutOfTheArchiveIsAnError() throws IOException {
    for (String name : List.of("../t.json", "a/../../t.json", "/etc/t.json", "C:/t.json", "a\\b")) {
      assertDamaged(new TarText().odd(new TarArchiveEntry(name, true)), "leads out of the archive");
    }
    TarArchiveEntry link = new TarArchiveEntry("t.json", TarConstants.LF_SYMLINK);
    link.setLinkName("/etc/passwd");
    assertDamaged(new TarText().odd(link), "is a link");
  }

  @Test
  void whatUnpacksToTooMuchIsAnError() throws IOException {
    ArchiveLimits small = new ArchiveLimits(3, 100_000, 150_000, 20, 1_000, 50_000);
    String zeros = table("\"id\"", "[\"" + "0".repeat(40_000) + "\"]");
    Path bomb = new TarText().file("t.json", zeros).write(folder);
    assertThatThrownBy(() -> new JsonArchive(bomb, "a.tar.gz", small).tables())
        .hasMessage("a.tar.gz: all of it: unpacks to more than 20 times its size");

    String noise = table("\"id\"", "[\"" + noise(45_000) + "\"]");
    Path large =
        new TarText()
            .file("a.json", noise)
            .file("b.json", noise.replace("\"t\"", "\"u\""))
            .file("c.json", noise.replace("\"t\"", "\"v\""))
            .write(folder);
    ArchiveLimits many = new ArchiveLimits(9, 100_000, 100_000, 20, 1_000, 50_000);
    assertThatThrownBy(() -> new JsonArchive(large, "a.tar.gz", many).tables())
        .hasMessage("a.tar.gz: all of it: unpacks to more than 100000 bytes");

    Path one =
        new TarText().file("a.json", table("\"id\"", "[\"" + noise(110_000) + "\"]")).write(folder);
    assertThatThrownBy(() -> new JsonArchive(one, "a.tar.gz", small).tables())
        .hasMessage("a.tar.gz: entry a.json: is larger than 100000 bytes");
    assertThatThrownBy(
            () ->
                new JsonArchive(
                        large,
                        "a.tar.gz",
                        new ArchiveLimits(2, 1 << 20, 1 << 20, 20, 1 << 20, 1 << 20))
                    .tables())
        .hasMessageContaining("more than 2");
  }

  private static String noise(int length) {
    StringBuilder text = new StringBuilder();
    Random random = new Random(1);
    while (text.length() < length) {
      text.append((char) ('A' + random.nextInt(26))).append(random.nextInt(10));
    }
    return text.toString();
  }

  @Test
  void rowsThatDoNotFitTheirColumnsAreErrorsThatNameTheRow() throws IOException {
    assertDamaged(
        new TarText().file("t.json", table("\"id\", \"n\"", "[1, 2], [3]")),
        "file t.json, table t, row 2: has fewer values than columns");
    assertDamaged(
        new TarText().file("t.json", table("\"id\"", "{\"id\": 1}, {\"other\": \"secret\"}")),
        "file t.json, table t, row 2: has a field that is no column");
    assertDamaged(
        new TarText().file("t.json", table("\"id\"", "[\"a\\u0000b\"]")), "row 1: holds a zero");
    assertDamaged(
        new TarText().file("t.json", table("\"id\"", "[\"a\\ud800\"]")), "row 1: holds half");
    assertDamaged(
        new TarText().file("t.json", table("{\"name\": \"id\", \"type\": \"int); DROP\"}", "")),
        "has a type that is none");
    assertDamaged(new TarText().file("t.json", "{\"tableName\": \"t\""), "is no JSON at line 1");
    assertDamaged(new TarText().file("t.json", "[1, 2]"), "is no JSON object");
  }

  @Test
  void whereverAnArchiveIsCutOffOrHitItIsAnErrorOrTheSameRows() throws IOException {
    TarText text = new TarText().file("events.json", EVENTS).file("t.json", table("\"id\"", "[1]"));
    byte[] whole = Files.readAllBytes(text.write(folder));
    List<String> rows = rows(text);
    Path file = folder.resolve("damaged.tar.gz");
    Random random = new Random(11);
    for (int at = 0; at < whole.length; at++) {
      Files.write(file, Arrays.copyOf(whole, at));
      assertThatThrownBy(() -> rows(file)).isInstanceOf(DamagedFileException.class);
      byte[] hit = whole.clone();
      hit[at] ^= (byte) (1 + random.nextInt(255));
      Files.write(file, hit);
      try {
        assertThat(rows(file)).as("byte " + at).isEqualTo(rows); // a header of no concern
      } catch (DamagedFileException refused) {
        assertThat(refused).hasMessageStartingWith("a.tar.gz: ");
      }
    }
  }

  private static String table(String columns, String rows) {
    long count = rows.isEmpty() ? 0 : rows.split("(?<=[\\]}]),", -1).length;
    return "{\"tableName\": \"t\", \"rowCount\": "
        + count
        + ", \"columns\": ["
        + columns
        + "], \"rows\": ["
        + rows
        + "]}";
  }

  private JsonArchive open(TarText archive) throws IOException {
    return new JsonArchive(archive.write(folder), "a.tar.gz", ArchiveLimits.STANDARD);
  }

  private List<String> rows(TarText archive) throws IOException {
    return rows(archive.write(folder));
  }

  private static List<String> rows(Path file) {
    List<String> rows = new ArrayList<>();
    JsonArchive archive = new JsonArchive(file, "a.tar.gz", ArchiveLimits.STANDARD);
    archive.read(
        archive.tables(), (table, values) -> rows.add(table + ": " + Arrays.toString(values)));
    return rows;
  }

  private void assertDamaged(TarText archive, String message) throws IOException {
    JsonArchive opened = open(archive);
    assertThatThrownBy(opened::tables)
        .isInstanceOf(DamagedFileException.class)
        .hasMessageStartingWith("a.tar.gz: ")
        .hasMessageContaining(message)
        .hasMessageNotContaining("secret");
  }
}
