package dev.crossfade.operator.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.operator.failure.ExitCode;
import dev.crossfade.operator.failure.OperatorFailure;
import dev.crossfade.testkit.TestDatabase;
import dev.crossfade.testkit.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The new schema of Crearis, with its enums, composites, arrays and generated columns. */
class NewArchiveIT {

  private static final Path SCHEMA = Path.of("..", "migrations", "crearis", "schema");

  private final TestDatabase held = TestPostgres.shared().create("held_rows");

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void fill() throws Exception {
    file = folder.resolve("out.tar.gz");
    try (Stream<Path> files = Files.list(SCHEMA)) {
      for (Path each : files.sorted().toList()) {
        held.execute(Files.readString(each));
      }
    }
    held.execute(
        "INSERT INTO projects (domaincode, name, page_options_ext) VALUES ('_demo', 'Ünïcode \"x\"', '{\"b\": [1.50, null]}')",
        "INSERT INTO images (xmlid, name, url, license, author, rtags, geo)"
            + " SELECT '_demo.image_' || i, 'n', 'u', 'CC0', ROW('unsplash', 'a, b', NULL, '')::media_adapter,"
            + " '\\x00ff', 'null'::jsonb || '[]' FROM generate_series(1, 6000) i",
        "INSERT INTO events (xmlid, name, status_id, tags_ids, tags_display)"
            + " VALUES ('_demo.hraniční', E'line\\nline', 103, '{1,NULL}', ARRAY['a\"b', ''])");
  }

  @AfterEach
  void drop() {
    held.close();
  }

  // Seen red when NewArchive.write leaves a row out, and when it writes a text where JSON has a
  // bare value.
  @Test
  void everyRowIsReadBackAsItWas() throws Exception {
    assertThat(archive().writeAndReadBack()).isEmpty();
    byte[] first = Files.readAllBytes(file);

    NewArchive.Written written = archive().write();

    assertThat(written.tables()).isEqualTo(32);
    assertThat(written.rows()).isEqualTo(81 + 1 + 6000 + 1);
    assertThat(file).hasBinaryContent(first);
  }

  // Red when HeldTable.fingerprint leaves the columns out.
  @Test
  void aRowThatTheArchiveCannotSayIsTold() throws Exception {
    held.execute("UPDATE images SET geo = 'null'::jsonb WHERE xmlid = '_demo.image_7'");

    assertThat(archive().writeAndReadBack())
        .singleElement()
        .asString()
        .contains("out.tar.gz", "images")
        .doesNotContain("image_7");
  }

  @Test
  void aTableWithoutPrimaryKeyIsRefusedAndTheFormerFileStays() throws Exception {
    var unused = archive().write();
    byte[] former = Files.readAllBytes(file);
    held.execute("CREATE TABLE heap (a int)");

    assertThatThrownBy(() -> archive().write())
        .isInstanceOf(OperatorFailure.class)
        .hasMessageContaining("heap");
    assertThat(file).hasBinaryContent(former);
    assertThat(List.of(folder.toFile().list())).containsExactly("out.tar.gz");
  }

  // What cannot be written is no bug of ours: verify says it in one message. Red when NewArchive
  // throws another exception, or one without its reason.
  @Test
  void aFileThatCannotBeWrittenIsRefusedWithTheReason() {
    Path gone = folder.resolve("gone");
    file = gone.resolve("out.tar.gz");

    assertThatThrownBy(() -> archive().write())
        .isInstanceOfSatisfying(
            OperatorFailure.class,
            refused -> {
              assertThat(refused)
                  .hasMessage(
                      "cannot write the archive "
                          + file
                          + ": "
                          + gone
                          + ": no such file or folder");
              assertThat(refused.hint()).isEqualTo("make room, or see who may write there");
              assertThat(refused.code()).isEqualTo(ExitCode.NO);
            });
  }

  // Seen red when NewArchive takes its snapshot before its turn (ArchiveTurn.take).
  @Test
  void whoWaitsForAnotherWriterWritesWhatIsThereWhenThatOneIsDone() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<NewArchive.Written> waiting;
      try (ArchiveTurn other = ArchiveTurn.take(url(), file, Duration.ZERO)) {
        assertThat(other.snapshot().isValid(5)).isTrue();
        waiting = thread.submit(() -> archive().write());
        await()
            .until(
                () ->
                    "1"
                        .equals(
                            held.ask(
                                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                    + " AND application_name LIKE 'crossfade archive%'"
                                    + " AND query LIKE '%pg_try_advisory_lock%'")));
        held.execute("INSERT INTO projects (domaincode, name) VALUES ('_later', 'n')");
        assertThat(waiting).isNotDone();
        assertThat(file).doesNotExist();
      }
      assertThat(waiting.get(60, TimeUnit.SECONDS).rows()).isEqualTo(81 + 1 + 6000 + 1 + 1);
    } finally {
      thread.shutdownNow();
    }
  }

  // A process that is stopped keeps its session. Seen red when ArchiveTurn.take does not look at
  // its deadline.
  @Test
  @Timeout(30)
  void whoWaitsForAWriterThatDoesNotEndSaysWhichOneItIs() throws Exception {
    try (ArchiveTurn frozen = ArchiveTurn.take(url(), file, Duration.ZERO)) {
      assertThat(frozen.snapshot().isValid(5)).isTrue();

      assertThatThrownBy(() -> ArchiveTurn.take(url(), file, Duration.ofMillis(300)).close())
          .isInstanceOfSatisfying(
              OperatorFailure.class,
              refused -> {
                assertThat(refused)
                    .hasMessageContaining("the archive " + file + " is still being written by")
                    .hasMessageContaining("process " + ProcessHandle.current().pid() + " on ")
                    .hasMessageContaining("connected since 20");
                assertThat(refused.hint()).contains("end that process");
                assertThat(refused.code()).isEqualTo(ExitCode.NO);
              });
    }
  }

  // A process that goes on after the server ended its session. Seen red when ArchiveWriter leaves
  // the drafts of another process where they are.
  @Test
  void whoLostItsTurnDoesNotReplaceTheFileOfTheOneThatFollowed() throws Exception {
    try (ArchiveTurn lost = ArchiveTurn.take(url(), file, Duration.ZERO);
        ArchiveWriter older = new ArchiveWriter(file)) {
      assertThat(HeldTable.all(lost.snapshot(), "public")).isNotEmpty();
      older.table(new ArchiveTable("older", List.of(), List.of()));
      held.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
              + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
      var newer = archive().write();
      assertThat(newer.rows()).isPositive();
      byte[] bytes = Files.readAllBytes(file);

      assertThatThrownBy(older::finish).isInstanceOf(OperatorFailure.class);
      assertThat(file).hasBinaryContent(bytes);
    }
  }

  private PostgresUrl url() {
    return PostgresUrl.parse(held.url());
  }

  private NewArchive archive() {
    return new NewArchive(url(), "public", file);
  }
}
