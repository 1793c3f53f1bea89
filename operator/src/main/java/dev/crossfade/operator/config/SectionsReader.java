package dev.crossfade.operator.config;

import dev.crossfade.operator.config.Limits.WalOverBudget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the config of the file's sections. */
final class SectionsReader {

  private static final String NAME_PATTERN = "[a-z][a-z0-9_]{0,39}";
  private static final String NAME_HINT =
      "1 to 40 small letters, digits and _, beginning with a letter";
  private static final int PARTITIONS_MAX = 256;
  private static final int ROW_BYTES_MIN = 64 << 10;
  private static final int ROW_BYTES_MAX = 1 << 30;

  private final Path given;
  private final Path folder;
  private final Section root;
  private final Problems problems;

  SectionsReader(Path given, Section root, Problems problems) {
    this.given = given;
    this.folder = given.toAbsolutePath().normalize();
    this.root = root;
    this.problems = problems;
  }

  /** Null if something without which nothing can be said is missing; it is reported then. */
  @Nullable MigrationConfig read() {
    String name = name();
    String state = root.optional("state", ".crossfade/" + name, "state: .crossfade/" + name);
    SideReader sides = new SideReader(folder, problems);
    OldSide oldSide = sides.old(root);
    NewSide newSide = sides.newSide(root);
    KafkaSection kafka = kafka();
    Map<String, String> parameters = parameters();
    List<LeftOut> leftOut = leftOut();
    List<SqlName> sensitive = sensitive();
    Limits limits = limits();
    Order order = new OrderReader(root, folder.resolve("schema"), problems).read();
    root.refuseTheRest();
    requireFiles();
    if (oldSide == null || newSide == null) {
      return null;
    }
    return new MigrationConfig(
        folder,
        name,
        folder.resolve(state).normalize(),
        oldSide,
        newSide,
        kafka,
        parameters,
        leftOut,
        sensitive,
        limits,
        order);
  }

  private String name() {
    String hint = "migration: NAME, where NAME is " + NAME_HINT;
    String name = root.required("migration", hint);
    if (name != null && !name.matches(NAME_PATTERN)) {
      problems.error(
          "bad-value",
          root.locationOf("migration"),
          "migration cannot be \"" + name + "\"",
          "write " + NAME_HINT);
    }
    return name == null || !name.matches(NAME_PATTERN) ? "migration" : name;
  }

  private KafkaSection kafka() {
    Section kafka = root.section("kafka");
    if (kafka == null) {
      return KafkaSection.DEFAULT;
    }
    KafkaSection standard = KafkaSection.DEFAULT;
    String hint = "embedded, or host:port of the brokers, with commas between";
    String bootstrap =
        kafka.value(
            "bootstrap",
            standard.bootstrap(),
            hint,
            text ->
                text.equals(KafkaSection.EMBEDDED)
                        || text.matches("[^\\s,]+:\\d{1,5}(,[^\\s,]+:\\d{1,5})*")
                    ? text
                    : null);
    int partitions = kafka.integer("partitions", standard.partitions(), 1, PARTITIONS_MAX);
    int replication = kafka.integer("replication", standard.replication(), 1, 9);
    Map<String, String> passed = kafkaProperties(kafka.section("properties"));
    kafka.refuseTheRest();
    if (bootstrap.equals(KafkaSection.EMBEDDED) && replication > 1) {
      problems.error(
          "bad-value",
          kafka.locationOf("replication"),
          "the embedded broker is one broker and cannot keep " + replication + " replicas",
          "write replication: 1, or name your brokers in bootstrap");
    }
    return new KafkaSection(bootstrap, partitions, replication, passed);
  }

  private Map<String, String> kafkaProperties(@Nullable Section properties) {
    if (properties == null) {
      return Map.of();
    }
    Map<String, String> passed = properties.texts("write one value for each property");
    for (String name : passed.keySet()) {
      ReservedProperties.Reserved reserved = ReservedProperties.find(name);
      if (reserved != null) {
        problems.error(
            "bad-value",
            properties.keyLocation(name),
            "kafka.properties cannot set " + name + ": " + reserved.why(),
            reserved.mend());
      }
    }
    return passed;
  }

  private Map<String, String> parameters() {
    Section parameters = root.section("parameters");
    if (parameters == null) {
      return Map.of();
    }
    Map<String, String> values = parameters.texts("write one value for each parameter");
    for (String name : values.keySet()) {
      if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
        problems.error(
            "bad-value",
            parameters.keyLocation(name),
            "a parameter cannot be called \"" + name + "\"",
            "letters, digits and _ only: it stands as :name in mapping.sql");
      }
    }
    return values;
  }

  private List<LeftOut> leftOut() {
    Section section = root.section("left-out");
    if (section == null) {
      return List.of();
    }
    List<LeftOut> leftOut = new ArrayList<>();
    section
        .texts("write the reason why it is left out")
        .forEach(
            (written, reason) -> {
              Location at = section.keyLocation(written);
              SqlName name = name(written, at);
              if (reason.isBlank()) {
                problems.error(
                    "missing",
                    at,
                    written + " is left out without a reason",
                    "write why nothing of it is needed");
              } else if (name != null) {
                leftOut.add(new LeftOut(name, reason.strip(), at.line(), at.column()));
              }
            });
    return leftOut;
  }

  private List<SqlName> sensitive() {
    List<SqlName> columns = new ArrayList<>();
    for (YamlNode.Scalar written : root.list("sensitive", "sensitive: [ users.password_hash ]")) {
      SqlName name = name(written.text(), written.location());
      if (name != null && name.column().isEmpty()) {
        problems.error(
            "bad-value",
            written.location(),
            "\"" + written.text() + "\" names a table, not a column",
            "write table.column, once for each sensitive column");
      } else if (name != null) {
        columns.add(name);
      }
    }
    return columns;
  }

  private @Nullable SqlName name(String written, Location at) {
    SqlName name = SqlName.parse(written);
    if (name == null) {
      problems.error(
          "bad-value",
          at,
          "\"" + written + "\" is neither table nor table.column",
          "write them as in SQL; mixed case needs double quotes: '\"GuildConfig\".prefix'");
    }
    return name;
  }

  private Limits limits() {
    Section limits = root.section("limits");
    if (limits == null) {
      return Limits.DEFAULT;
    }
    Limits standard = Limits.DEFAULT;
    Limits read =
        new Limits(
            limits.whole(
                "snapshot-rows-per-second", standard.snapshotRowsPerSecond(), 0, 1_000_000_000),
            limits.size(
                "wal-retained-max", standard.walRetainedMaxBytes(), 16 << 20, Long.MAX_VALUE),
            (int) limits.size("row-max", standard.rowMaxBytes(), ROW_BYTES_MIN, ROW_BYTES_MAX),
            limits.duration("write-pause-max", standard.writePauseMax()),
            limits.duration("snapshot-age-max", standard.snapshotAgeMax()),
            limits.value(
                "wal-over-budget",
                standard.walOverBudget(),
                "ask or drop",
                SectionsReader::walOverBudget));
    limits.refuseTheRest();
    return read;
  }

  private static @Nullable WalOverBudget walOverBudget(String text) {
    for (WalOverBudget choice : WalOverBudget.values()) {
      if (choice.name().toLowerCase(Locale.ROOT).equals(text)) {
        return choice;
      }
    }
    return null;
  }

  private void requireFiles() {
    if (!Files.isRegularFile(folder.resolve("mapping.sql"))) {
      problems.folder(
          "missing-file",
          given.resolve("mapping.sql").toString(),
          "this folder has no mapping.sql",
          "write INSERT INTO new … SELECT … FROM old … into it; docs/mapping.md says how");
    }
    if (!Files.isDirectory(folder.resolve("schema"))) {
      problems.folder(
          "missing-file",
          given.resolve("schema").toString(),
          "this folder has no schema folder",
          "put the new tables there as ordered SQL files, V001__tables.sql and so on");
    }
  }
}
