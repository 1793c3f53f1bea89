package dev.crossfade.operator.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.operator.config.Limits.WalOverBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationFileTest {

  private static final String SIDES =
      """
      old:
        postgres: { url: "${OLD}" }
      new:
        postgres: { url: "${NEW}" }
      """;
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "OLD", "postgresql://app@old.example:5433/shop",
          "NEW", "postgresql://app@new.example/shop",
          "EMPTY", "");

  @TempDir Path folder;

  @BeforeEach
  void anEmptyMigration() throws IOException {
    Files.writeString(folder.resolve("mapping.sql"), "");
    Files.createDirectory(folder.resolve("schema"));
  }

  @Test
  void theExampleInTheDocumentationKnowsEveryKey() throws IOException {
    Files.copy(Path.of("..", "docs", "migration.example.yaml"), folder.resolve("migration.yaml"));
    // As shipped, and with every commented default put in.
    String shipped = Files.readString(folder.resolve("migration.yaml"));
    MigrationConfig asShipped = config(shipped);
    String all = shipped.replaceAll("(?m)^(\\s*)# ([a-z-]+: \\S+)$", "$1$2");

    assertThat(all).contains("\n  wal-over-budget: ask").contains("\nstate: .crossfade/shop");
    assertThat(config(all)).isEqualTo(asShipped);
    assertThat(asShipped.limits()).isEqualTo(Limits.DEFAULT);
    assertThat(asShipped.parameters()).containsEntry("support_email", "support@example.org");
    assertThat(asShipped.leftOut())
        .extracting(left -> left.name().toString())
        .containsExactly("\"AuditLog\"", "\"customers\".\"fax\"");
  }

  @Test
  void theTuxMigrationIsInOrder() {
    MigrationFile.Reading reading =
        MigrationFile.read(
            Path.of("..", "migrations", "tux"),
            Map.of(
                    "OLD_DATABASE_URL", "postgresql://tux@localhost/old",
                    "NEW_DATABASE_URL", "postgresql://tux@localhost/new")
                ::get);

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.config().orElseThrow().name()).isEqualTo("tux");
    assertThat(reading.config().orElseThrow().kafka().isEmbedded()).isTrue();
  }

  @Test
  void keysThatAreAbsentHaveTheirDefaults() {
    MigrationConfig config = config("migration: shop\n" + SIDES);

    assertThat(config.state()).isEqualTo(folder.resolve(".crossfade/shop"));
    assertThat(config.kafka()).isEqualTo(KafkaSection.DEFAULT);
    assertThat(config.limits()).isEqualTo(Limits.DEFAULT);
    assertThat(config.oldSide())
        .isEqualTo(
            new PostgresSide(
                PostgresUrl.parse("postgresql://app@old.example:5433/shop"), "public"));
  }

  @Test
  void everyKeyIsRead() {
    MigrationConfig config =
        config(
            """
            migration: shop
            state: /var/lib/shop
            old:
              postgres: { url: "${OLD}", schema: sales }
            new:
              postgres: { url: "${NEW}", schema: Sales }
            kafka:
              bootstrap: one:9092,two:9092
              partitions: "${PARTITIONS:-12}"
              replication: 3
              properties: { security.protocol: SSL }
            parameters: { since: 2020-01-01 }
            left-out:
              '"Old".x': not needed
            sensitive: [ users.Password, '"Users"."Password"' ]
            limits:
              snapshot-rows-per-second: 5000
              wal-retained-max: 1.5GiB
              row-max: 1MB
              write-pause-max: 500ms
              snapshot-age-max: 1h
              wal-over-budget: drop
            """);

    assertThat(config.state()).isEqualTo(Path.of("/var/lib/shop"));
    assertThat(config.newSide().schema()).isEqualTo("Sales");
    assertThat(config.kafka())
        .isEqualTo(
            new KafkaSection("one:9092,two:9092", 12, 3, Map.of("security.protocol", "SSL")));
    assertThat(config.parameters()).containsExactly(Map.entry("since", "2020-01-01"));
    assertThat(config.leftOut())
        .containsExactly(new LeftOut(new SqlName("Old", Optional.of("x")), "not needed", 14, 3));
    assertThat(config.sensitive())
        .containsExactly(
            new SqlName("users", Optional.of("password")),
            new SqlName("Users", Optional.of("Password")));
    assertThat(config.limits())
        .isEqualTo(
            new Limits(
                5_000,
                3L << 29,
                1_000_000,
                Duration.ofMillis(500),
                Duration.ofHours(1),
                WalOverBudget.DROP));
  }

  @Test
  void allMistakesAreToldAtOnceEachWithItsPlaceAndMend() {
    List<ConfigProblem> problems =
        problems(
            """
            migration: My-Shop
            old:
              postgres: { url: "mysql://x/y" }
            new:
              postgres: { url: "${NOWHERE}", shema: x }
            kafka:
              bootstrap: somewhere
              partitions: none
            limits: { row-max: 8 gigs, write-pause-max: soon }
            colour: red
            """);

    assertThat(problems)
        .extracting(p -> p.line() + ":" + p.column() + " " + p.code())
        .containsExactly(
            "1:12 bad-value",
            "3:20 bad-value",
            "5:20 unset-variable",
            "5:34 unknown-key",
            "7:14 bad-value",
            "8:15 bad-value",
            "9:20 bad-value",
            "9:45 bad-value",
            "10:1 unknown-key");
    assertThat(problems).allSatisfy(p -> assertThat(p.hint()).isNotBlank());
    assertThat(problems).allSatisfy(p -> assertThat(p.file()).endsWith("migration.yaml"));
    assertThat(problems.get(3).hint()).isEqualTo("did you mean \"schema\"?");
  }

  @Test
  void aKeyThatStandsTwiceIsAnError() {
    assertThat(codes("migration: a\nmigration: b\n" + SIDES)).containsExactly("duplicate-key");
  }

  @Test
  void aFileThatIsNoYamlSaysWhere() {
    ConfigProblem problem = problems("migration: shop\nold: { postgres: [ \n").get(0);

    assertThat(problem.code()).isEqualTo("yaml");
    assertThat(problem.line()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void anEmptyFileAndAListAreRefused() {
    assertThat(codes("")).containsExactly("not-a-section");
    assertThat(codes("- a\n- b\n")).containsExactly("not-a-section");
  }

  @Test
  void anAliasIsRefused() {
    assertThat(codes("migration: shop\n" + SIDES + "parameters: { a: &x 1, b: *x }\n"))
        .contains("yaml-alias");
  }

  @Test
  void bothSidesAreRequiredAndHaveOneKindEach() {
    assertThat(codes("migration: shop\n")).containsExactly("missing", "missing");
    assertThat(
            codes(
                """
                migration: shop
                old: { postgres: { url: "${OLD}" }, archive: { file: x } }
                new: { }
                """))
        .containsExactly("one-kind", "one-kind");
  }

  @Test
  void anArchiveIsANewSideBelowTheMigrationFolderThatNoServerHoldsYet() {
    assertThat(config(withNew("archive: { file: data/out.tar.gz }")).newSide())
        .isEqualTo(new ArchiveSide(folder.resolve("data/out.tar.gz"), java.util.Optional.empty()));
    assertThat(codes(withNew("archive: { }"))).containsExactly("missing");
  }

  @Test
  void aSqliteFileIsANewSideBelowTheMigrationFolder() {
    assertThat(config(withNew("sqlite: { file: data/app.db }")).newSide())
        .isEqualTo(new SqliteSide(folder.resolve("data/app.db")));
    assertThat(config(withNew("sqlite: { file: data/app.db }")).newSide().schema())
        .isEqualTo("main");
    assertThat(codes(withNew("sqlite: { }"))).containsExactly("missing");
    assertThat(codes(withNew("sqlite: { file: ':memory:' }"))).containsExactly("bad-value");
    assertThat(codes(withNew("sqlite: { file: a, schema: b }"))).containsExactly("unknown-key");
  }

  @Test
  void aFileIsAnOldSideWithTheOptionsOfItsKind() {
    FileSide dump = fileSide("tinymuse: { file: dumps/mdb }");
    assertThat(dump.format().kind()).isEqualTo("tinymuse");
    assertThat(dump.path()).isEqualTo(folder.toAbsolutePath().resolve("dumps/mdb"));
    assertThat(dump.options()).containsExactly(Map.entry("encoding", "ISO-8859-1"));
    assertThat(fileSide("tinymuse: { file: mdb, encoding: UTF-8 }").options())
        .containsExactly(Map.entry("encoding", "UTF-8"));
    assertThat(fileSide("archive: { file: /backups/b.tar.gz }").path())
        .isEqualTo(Path.of("/backups/b.tar.gz"));
    assertThat(dump.address()).isEmpty();
  }

  @Test
  void whatIsWrongWithAFileSideIsSaid() {
    assertThat(codes(withOld("tinymuse: { file: mdb, encoding: KLINGON }")))
        .containsExactly("bad-value");
    assertThat(codes(withOld("tinymuse: { encoding: UTF-8 }"))).containsExactly("missing");
    assertThat(codes(withOld("archive: { file: a, encoding: UTF-8 }")))
        .containsExactly("unknown-key");
    assertThat(codes(withOld("tinymuse:"))).containsExactly("missing");
  }

  private FileSide fileSide(String old) {
    return config(withOld(old)).oldSide().file().orElseThrow();
  }

  private static String withNew(String side) {
    return "migration: shop\nold: { postgres: { url: \"${OLD}\" } }\nnew: { " + side + " }\n";
  }

  private static String withOld(String old) {
    return "migration: shop\nold: { " + old + " }\nnew: { postgres: { url: \"${NEW}\" } }\n";
  }

  @Test
  void aPasswordInTheFileIsAWarningOneByReferenceIsNot() {
    String literal = SIDES.replace("${OLD}", "postgresql://app:hunter2@h/db");
    String byReference = SIDES.replace("${OLD}", "postgresql://app:${PASSWORD:-x}@h/db");
    String asParameter = SIDES.replace("${OLD}", "jdbc:postgresql://h/db?user=a&password=hunter2");

    assertThat(codes("migration: shop\n" + literal)).containsExactly("literal-secret");
    assertThat(codes("migration: shop\n" + asParameter)).containsExactly("literal-secret");
    assertThat(codes("migration: shop\n" + byReference)).isEmpty();
    assertThat(read("migration: shop\n" + literal).problems().toString()).doesNotContain("hunter2");
    assertThat(config("migration: shop\n" + literal).oldSide().url().password())
        .isEqualTo("hunter2");
    assertThat(config("migration: shop\n" + literal).oldSide().toString())
        .isEqualTo("PostgresSide[url=postgresql://app@h:5432/db, schema=public]");
  }

  @Test
  void anEmptyVariableTakesTheDefaultOnlyWhereThereIsOne() {
    String head = "migration: shop\n" + SIDES;

    assertThat(config(head + "parameters: { a: \"${EMPTY:-x}\" }\n").parameters())
        .containsEntry("a", "x");
    assertThat(config(head + "parameters: { a: \"${EMPTY}\" }\n").parameters())
        .containsEntry("a", "");
    assertThat(codes(head + "parameters: { a: \"${NOWHERE}\" }\n"))
        .containsExactly("unset-variable");
  }

  @Test
  void whatIsLeftOutNeedsItsReason() {
    String head = "migration: shop\n" + SIDES;

    assertThat(codes(head + "left-out: { notes: }\n")).containsExactly("bad-value");
    assertThat(codes(head + "left-out: { notes: \" \" }\n")).containsExactly("missing");
    assertThat(codes(head + "left-out: { a.b.c: why }\n")).containsExactly("bad-value");
  }

  @Test
  void aSensitiveTableWithoutColumnIsRefused() {
    assertThat(codes("migration: shop\n" + SIDES + "sensitive: [ users ]\n"))
        .containsExactly("bad-value");
    assertThat(codes("migration: shop\n" + SIDES + "sensitive: users\n"))
        .containsExactly("bad-value");
  }

  @Test
  void theEmbeddedBrokerKeepsOneReplica() {
    assertThat(codes("migration: shop\n" + SIDES + "kafka: { replication: 3 }\n"))
        .containsExactly("bad-value");
  }

  @Test
  void aFolderThatIsNoMigrationSaysWhatIsMissing() throws IOException {
    assertThat(MigrationFile.read(folder.resolve("nowhere"), ENVIRONMENT::get).problems())
        .extracting(ConfigProblem::message)
        .containsExactly("there is no such migration folder");
    assertThat(MigrationFile.read(folder, ENVIRONMENT::get).problems())
        .extracting(ConfigProblem::message)
        .containsExactly("this folder has no migration.yaml");
    Files.delete(folder.resolve("mapping.sql"));
    Files.delete(folder.resolve("schema"));
    assertThat(codes("migration: shop\n" + SIDES)).containsExactly("missing-file", "missing-file");
  }

  @Test
  void theFileItselfMayBeNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("migration.yaml"), "migration: shop\n" + SIDES);

    assertThat(MigrationFile.read(file, ENVIRONMENT::get).config().orElseThrow().folder())
        .isEqualTo(folder);
  }

  private MigrationConfig config(String yaml) {
    MigrationFile.Reading reading = read(yaml);
    assertThat(reading.problems()).noneMatch(ConfigProblem::isError);
    return reading.config().orElseThrow();
  }

  private List<ConfigProblem> problems(String yaml) {
    return read(yaml).problems();
  }

  private List<String> codes(String yaml) {
    return problems(yaml).stream().map(ConfigProblem::code).toList();
  }

  private MigrationFile.Reading read(String yaml) {
    try {
      Files.writeString(folder.resolve("migration.yaml"), yaml);
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
    Map<String, String> environment = new java.util.HashMap<>(ENVIRONMENT);
    environment.put("OLD_DATABASE_URL", "postgresql://a@h/old");
    environment.put("NEW_DATABASE_URL", "postgresql://a@h/new");
    return MigrationFile.read(folder, environment::get);
  }
}
