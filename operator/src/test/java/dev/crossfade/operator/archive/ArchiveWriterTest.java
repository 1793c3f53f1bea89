package dev.crossfade.operator.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.extractor.archive.ArchiveFormat;
import dev.crossfade.extractor.files.FileTable;
import dev.crossfade.extractor.files.OldFile;
import dev.crossfade.operator.failure.OperatorFailure;
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
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
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

  // The device that is always full stands for the disk. Seen red when close does not remove the
  // drafts after the table's own close failed, and when it does not close the table (a file that
  // is removed keeps its room as long as it is open).
  @Test
  @EnabledOnOs(OS.LINUX)
  void onAFullDiskNothingIsLeftOfWhatFilledIt() throws IOException {
    Path file = folder.resolve("out.tar.gz");
    Path full = Path.of("/dev/full");
    String row = "x".repeat(100_000);

    assertThatThrownBy(
            () -> {
              try (ArchiveWriter archive = new ArchiveWriter(file)) {
                Files.createSymbolicLink(onlyEntry(folder).resolve("0.json"), full);
                archive.table(things()).row(Arrays.asList(1L, row, null, null));
                archive.finish();
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No space left");

    assertThat(folder).isEmptyDirectory();
    try (Stream<Path> held = Files.list(Path.of("/proc/self/fd"))) {
      assertThat(held.filter(each -> leadsTo(full, each))).isEmpty();
    }
  }

  // A process number tells nothing of a process in another container: whoever writes owns all
  // drafts. Seen red without removeDrafts.
  @Test
  void whatAKilledProcessLeftIsRemovedWhateverItsNumberWas() throws IOException {
    Path file = folder.resolve("out.tar.gz");
    Path formerOne = Files.createDirectory(folder.resolve(".out.tar.gz.draft-1-7"));
    Files.writeString(formerOne.resolve("0.json"), "half");
    Path another = Files.createDirectory(folder.resolve(".other.tar.gz.draft-7"));

    write(file, "a", "b");

    assertThat(formerOne).doesNotExist();
    assertThat(another).exists();
  }

  // Seen red without removeDrafts: the one that began first puts its file over the newer one.
  @Test
  void aWriterThatWasFrozenDoesNotReplaceWhatALaterOneWrote() throws IOException {
    Path file = folder.resolve("out.tar.gz");
    try (ArchiveWriter frozen = new ArchiveWriter(file)) {
      frozen.table(things()).row(Arrays.asList(1L, "older", null, null));
      write(file, "newer", "b");
      byte[] newer = Files.readAllBytes(file);

      assertThatThrownBy(frozen::finish)
          .isInstanceOf(OperatorFailure.class)
          .hasMessageContaining("another process has begun to write it");
      assertThat(file).hasBinaryContent(newer);
    }
    assertThat(onlyEntry(folder)).isEqualTo(file);
  }

  private static Path onlyEntry(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> entries = all.toList();
      assertThat(entries).hasSize(1);
      return entries.get(0);
    }
  }

  private static boolean leadsTo(Path target, Path link) {
    try {
      return Files.readSymbolicLink(link).equals(target);
    } catch (IOException closedMeanwhile) {
      return false;
    }
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
