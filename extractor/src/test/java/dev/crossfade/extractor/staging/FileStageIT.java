package dev.crossfade.extractor.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.extractor.files.DamagedFileException;
import dev.crossfade.extractor.files.FileFormat;
import dev.crossfade.extractor.files.FileTable;
import dev.crossfade.extractor.files.OldFile;
import dev.crossfade.extractor.files.RowSink;
import dev.crossfade.extractor.tinymuse.TinymuseFormat;
import dev.crossfade.extractor.tinymuse.world.World;
import dev.crossfade.testkit.TestDatabase;
import dev.crossfade.testkit.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStageIT {

  private static final Map<String, String> LATIN = Map.of("encoding", "ISO-8859-1");

  private final TestDatabase database = TestPostgres.shared().create("staged");
  private final World world = World.of(5, 30, 300, 200);

  @TempDir Path folder;
  private Path dump;

  @BeforeEach
  void write() throws IOException {
    dump = folder.resolve("mdb");
    world.writeTo(dump, StandardCharsets.ISO_8859_1);
  }

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void theFirstLookHoldsWhatTheFileSaysAndTheNextOneHoldsTheDifferences() throws Exception {
    FileStage stage = stage(new TinymuseFormat());
    assertThat(stage.isFilled()).isFalse();

    assertThat(stage.look().inserted())
        .isEqualTo(rows().values().stream().mapToInt(List::size).sum());
    mustHoldTheFile();
    assertThat(stage.isFilled() && stage.isCurrent()).isTrue();

    for (int i = 0; i < 5; i++) {
      world.live(40);
      world.writeTo(dump, StandardCharsets.ISO_8859_1);
      assertThat(stage.isCurrent()).isFalse();
      assertThat(stage.look().isChange()).isTrue();
      mustHoldTheFile();
    }
  }

  /** Red when IncomingTable.update() lacks its IS DISTINCT FROM. */
  @Test
  void aRowThatIsTheSameIsNotTouched() throws Exception {
    FileStage stage = stage(new TinymuseFormat());
    stage.look();
    String before = database.ask("SELECT count(DISTINCT xmin::text) FROM objects");
    String change =
        Files.readString(dump, StandardCharsets.ISO_8859_1).replaceFirst("root", "Root");
    Files.writeString(dump, change, StandardCharsets.ISO_8859_1);

    Staged staged = stage.look();

    assertThat(before).isEqualTo("1");
    assertThat(staged).isEqualTo(new Staged(Staged.Outcome.READ, 0, 1, 0));
    assertThat(
            database.ask(
                "SELECT count(*) FROM objects WHERE xmin::text = (SELECT xmin::text"
                    + " FROM objects WHERE dbref = 1)"))
        .isEqualTo("1");
  }

  @Test
  void aFileThatWasOnlyTouchedOrCopiedIsTheSame() throws Exception {
    FileStage stage = stage(new TinymuseFormat());
    stage.look();

    assertThat(stage.look().outcome()).isEqualTo(Staged.Outcome.SAME);
    Files.setLastModifiedTime(dump, FileTime.fromMillis(1_000_000_000_000L));
    assertThat(stage.isCurrent()).isFalse();
    assertThat(stage.look().outcome()).isEqualTo(Staged.Outcome.SAME);
    assertThat(stage.isCurrent()).isTrue();
  }

  @Test
  void aDamagedFileChangesNothingAndAMendedOneIsRead() throws Exception {
    FileStage stage = stage(new TinymuseFormat());
    stage.look();
    Map<String, List<String>> before = held();
    byte[] whole = Files.readAllBytes(dump);
    Files.write(dump, java.util.Arrays.copyOf(whole, whole.length / 2));

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(stage::look)
          .isInstanceOf(DamagedFileException.class)
          .hasMessageStartingWith("mdb: line ");
    }
    assertThat(held()).isEqualTo(before);

    world.live(20);
    world.writeTo(dump, StandardCharsets.ISO_8859_1);
    stage.look();
    mustHoldTheFile();
  }

  /** Red when FileStage commits before every table is brought. */
  @Test
  void whoDiesOnTheWayLeavesTheLastStateAndTheNextLookGoesOn() throws Exception {
    stage(new TinymuseFormat()).look();
    Map<String, List<String>> before = held();
    world.live(60);
    world.writeTo(dump, StandardCharsets.ISO_8859_1);
    long given = rows().values().stream().mapToInt(List::size).sum();

    for (long at : List.of(1L, given / 2, given)) {
      long[] left = {at};
      FileStage dying = stage(new Interrupted(() -> --left[0] == 0));
      assertThatThrownBy(dying::look).isInstanceOf(SQLException.class);
      assertThat(held()).isEqualTo(before);
    }

    stage(new TinymuseFormat()).look();
    mustHoldTheFile();
  }

  @Test
  void aMissingFileIsAnError() throws Exception {
    Files.delete(dump);

    assertThatThrownBy(() -> stage(new TinymuseFormat()).look())
        .isInstanceOf(DamagedFileException.class)
        .hasMessage("mdb: there is no such file");
  }

  @Test
  void otherTablesThanTheFirstTimeAreAnErrorThatNamesThem() throws Exception {
    FileTable first =
        new FileTable("t", List.of(column("id", "int"), column("a", "text")), List.of("id"));
    FileTable later =
        new FileTable("t", List.of(column("id", "int"), column("b", "text")), List.of("id"));
    stage(made(List.of(first))).look();
    touch();

    assertThatThrownBy(() -> stage(made(List.of(later))).look())
        .isInstanceOf(DamagedFileException.class)
        .hasMessageContaining("it lacks t.a, adds t.b");
  }

  @Test
  void valuesOfEveryKindAreComparedAsTextAndKeysAsValues() throws Exception {
    FileTable table =
        new FileTable(
            "t",
            List.of(
                column("id", "numeric"),
                column("n", "numeric"),
                column("j", "jsonb"),
                column("t", "text")),
            List.of("id"));
    String awkward = "tab\t nl\n cr\r bs\\ \\N \u00fc \ud83d\ude00 ''";
    stage(made(List.of(table), List.of("1", "1.0", "{\"a\": 1}", awkward))).look();
    assertThat(database.ask("SELECT t FROM t")).isEqualTo(awkward);
    touch();

    Staged staged =
        stage(made(List.of(table), List.of("1.00", "1.00", "{\"a\": 1}", awkward))).look();

    assertThat(staged).isEqualTo(new Staged(Staged.Outcome.READ, 0, 1, 0));
    assertThat(database.ask("SELECT n FROM t")).isEqualTo("1.00");
  }

  @Test
  void aValueOfAnotherTypeAndAKeyTwiceAreErrorsThatNeverShowIt() throws Exception {
    FileTable table =
        new FileTable("t", List.of(column("id", "int"), column("n", "int")), List.of("id"));

    assertThatThrownBy(() -> stage(made(List.of(table), List.of("1", "secret"))).look())
        .isInstanceOf(DamagedFileException.class)
        .hasMessage(
            "mdb: table t, column n: a value that is not of the column's type (SQLSTATE 22P02)");
    assertThatThrownBy(
            () -> stage(made(List.of(table), List.of("1", "2"), List.of("1", "3"))).look())
        .isInstanceOf(DamagedFileException.class)
        .hasMessage("mdb: table t: two rows have the same key (id), or NULL in it");
  }

  private void touch() throws IOException {
    Files.writeString(
        dump,
        Files.readString(dump, StandardCharsets.ISO_8859_1) + "+more\n",
        StandardCharsets.ISO_8859_1);
  }

  private FileStage stage(FileFormat format) {
    return new FileStage(PostgresUrl.parse(database.url()), format, dump, LATIN);
  }

  private void mustHoldTheFile() {
    assertThat(held()).isEqualTo(rows());
  }

  /** What the database holds, each row as its values' texts. */
  private Map<String, List<String>> held() {
    Map<String, List<String>> held = new HashMap<>();
    for (FileTable table : new TinymuseFormat().open(dump, "mdb", LATIN).tables()) {
      String columns =
          String.join(
              ", ",
              table.columns().stream()
                  .map(
                      c ->
                          c.type().equals("timestamptz")
                              ? "to_char("
                                  + c.name()
                                  + " AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
                              : c.type().equals("boolean") ? c.name() + "::text" : c.name())
                  .toList());
      held.put(
          table.name(),
          database.query("SELECT " + columns + " FROM " + table.name()).stream()
              .map(String::valueOf)
              .sorted()
              .toList());
    }
    return held;
  }

  /** What the file says. */
  private Map<String, List<String>> rows() {
    Map<String, List<String>> rows = new HashMap<>();
    OldFile file = new TinymuseFormat().open(dump, "mdb", LATIN);
    file.tables().forEach(table -> rows.put(table.name(), new ArrayList<>()));
    file.read(
        file.tables(),
        (table, values) -> rows.get(table).add(java.util.Arrays.asList(values).toString()));
    rows.values().forEach(list -> list.sort(null));
    return rows;
  }

  private static FileTable.Column column(String name, String type) {
    return new FileTable.Column(name, type, false);
  }

  @SafeVarargs
  private static FileFormat made(List<FileTable> tables, List<String>... rows) {
    return new Made(
        tables,
        sink -> {
          for (List<String> row : rows) {
            sink.row(tables.get(0).name(), row.toArray(String[]::new));
          }
        });
  }

  /** A format whose files say what the test wants. */
  private record Made(List<FileTable> tables, java.util.function.Consumer<RowSink> rows)
      implements FileFormat {
    @Override
    public String kind() {
      return "made";
    }

    @Override
    public Map<String, String> options() {
      return Map.of();
    }

    @Override
    public void check(Map<String, String> options) {}

    @Override
    public OldFile open(Path file, String shown, Map<String, String> options) {
      return new OldFile() {
        @Override
        public List<FileTable> tables() {
          return tables;
        }

        @Override
        public void read(List<FileTable> held, RowSink sink) {
          rows.accept(sink);
        }
      };
    }
  }

  /** Dumps whose reading ends, when {@code now} says so, with the server's side of it killed. */
  private final class Interrupted implements FileFormat {
    private final BooleanSupplier now;

    Interrupted(BooleanSupplier now) {
      this.now = now;
    }

    @Override
    public String kind() {
      return "interrupted";
    }

    @Override
    public Map<String, String> options() {
      return Map.of();
    }

    @Override
    public void check(Map<String, String> options) {}

    @Override
    public OldFile open(Path file, String shown, Map<String, String> options) {
      OldFile whole = new TinymuseFormat().open(file, shown, LATIN);
      return new OldFile() {
        @Override
        public List<FileTable> tables() {
          return whole.tables();
        }

        @Override
        public void read(List<FileTable> held, RowSink sink) {
          whole.read(
              held,
              (table, values) -> {
                sink.row(table, values);
                if (now.getAsBoolean()) {
                  database.query(
                      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname ="
                          + " current_database() AND pid <> pg_backend_pid()");
                }
              });
        }
      };
    }
  }
}
