package dev.crossfade.operator.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.extractor.archive.ArchiveFormat;
import dev.crossfade.extractor.files.FileTable;
import dev.crossfade.extractor.files.OldFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveWriterTest {

  @TempDir Path folder;

  @Test
  void whatIsWrittenIsWhatTheReaderReads() throws IOException {
    Path file = folder.resolve("out.tar.gz");
    write(file, "Ünïcode \"quoted\"\n", "b");

    OldFile read = new ArchiveFormat().open(file, "out.tar.gz", Map.of());
    List<FileTable> tables = read.tables();
    List<String> rows = new ArrayList<>();
    read.read(tables, (table, values) -> rows.add(table + Arrays.asList(values)));

    assertThat(tables).extracting(FileTable::name).containsExactlyInAnyOrder("things", "Zwölf/../");
    assertThat(rows)
        .containsExactlyInAnyOrder(
            "things[1, Ünïcode \"quoted\"\n, {\"a\":[1.50]}, true]",
            "things[9007199254740993, b, null, null]",
            "Zwölf/../[x]");
  }

  // Seen red when an entry keeps the time at which it was written (setModTime).
  @Test
  void theSameRowsGiveTheSameBytesWhereverAndWheneverTheyAreWritten() throws Exception {
    Path one = folder.resolve("one.tar.gz");
    Path two = Files.createDirectory(folder.resolve("elsewhere")).resolve("two.tar.gz");
    write(one, "a", "b");
    Files.setLastModifiedTime(one, java.nio.file.attribute.FileTime.fromMillis(0));
    write(two, "a", "b");

    assertThat(two).hasSameBinaryContentAs(one);
    write(two, "a", "c");
    assertThat(Files.readAllBytes(two)).isNotEqualTo(Files.readAllBytes(one));
  }

  @Test
  void anArchiveThatWasNotFinishedLeavesTheFormerOneWholeAndNothingBeside() throws IOException {
    Path file = folder.resolve("out.tar.gz");
    write(file, "a", "b");
    byte[] former = Files.readAllBytes(file);

    try (ArchiveWriter archive = new ArchiveWriter(file)) {
      archive.table(things()).row(Arrays.asList(1L, "half", null, null));
      assertThat(file).hasBinaryContent(former);
    }

    assertThat(file).hasBinaryContent(former);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }

  // Red when finish packs into the file itself instead of a draft beside it.
  @Test
  void anArchiveThatCannotBePackedLeavesTheFormerOneWhole() throws IOException {
    Path file = folder.resolve("out.tar.gz");
    write(file, "a", "b");
    byte[] former = Files.readAllBytes(file);

    try (ArchiveWriter archive = new ArchiveWriter(file)) {
      TableWriter large = archive.table(things()); // so that some of it is out before it fails
      Random random = new Random(1);
      for (long id = 0; id < 20_000; id++) {
        large.row(Arrays.asList(id, Long.toHexString(random.nextLong()), null, null));
      }
      archive.table(new ArchiveTable("zebras", List.of(), List.of("k")));
      try (Stream<Path> drafts = Files.walk(folder)) {
        Files.delete(drafts.filter(each -> each.endsWith("1.json")).findAny().orElseThrow());
      }
      assertThatThrownBy(archive::finish).isInstanceOf(IOException.class);
    }

    assertThat(file).hasBinaryContent(former);
  }

  // Seen red without removeWhatTheDeadLeft.
  @Test
  void whatAKilledProcessLeftIsRemovedAndADraftOfALivingOneIsNot() throws Exception {
    Path file = folder.resolve("out.tar.gz");
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Path dead = Files.createDirectory(folder.resolve(".out.tar.gz.draft-" + gone.pid() + "-7"));
    Files.writeString(dead.resolve("0.json"), "half");
    Path living =
        Files.createDirectory(
            folder.resolve(".out.tar.gz.draft-" + ProcessHandle.current().pid() + "-7"));

    write(file, "a", "b");

    assertThat(dead).doesNotExist();
    assertThat(living).exists();
  }

  private static void write(Path file, String first, String second) throws IOException {
    try (ArchiveWriter archive = new ArchiveWriter(file)) {
      TableWriter rows = archive.table(things());
      rows.row(List.of(1L, first, new TableWriter.Raw("{\"a\": [1.50]}"), true));
      rows.row(Arrays.asList(9007199254740993L, second, null, null));
      archive
          .table(
              new ArchiveTable(
                  "Zwölf/../", List.of(new ArchiveTable.Column("k", "text")), List.of("k")))
          .row(List.of("x"));
      archive.finish();
    }
  }

  private static ArchiveTable things() {
    return new ArchiveTable(
        "things",
        List.of(
            new ArchiveTable.Column("id", null),
            new ArchiveTable.Column("name", null),
            new ArchiveTable.Column("data", "jsonb"),
            new ArchiveTable.Column("yes", "boolean")),
        List.of());
  }
}
