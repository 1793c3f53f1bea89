package dev.crossfade.operator.config;

import dev.crossfade.operator.config.SchemaPackages.SchemaPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code schema} and {@code stages}. */
final class OrderReader {

  private static final Pattern RANGE = Pattern.compile("(\\d{1,9})-(\\d{0,9})");
  private static final String RANGE_HINT = "versions of schema/, such as A: 000-018, E: 040-";

  private final Section root;
  private final Path schemaFolder;
  private final Problems problems;

  OrderReader(Section root, Path schemaFolder, Problems problems) {
    this.root = root;
    this.schemaFolder = schemaFolder;
    this.problems = problems;
  }

  Order read() {
    return new Order(packages(), SchemaSpan.ALL, stages());
  }

  private SchemaPackages packages() {
    Section schema = root.section("schema");
    Section section = schema == null ? null : schema.section("packages");
    if (schema != null) {
      schema.refuseTheRest();
    }
    if (section == null) {
      return SchemaPackages.NONE;
    }
    List<SchemaPackage> all = new ArrayList<>();
    section
        .texts("write " + RANGE_HINT)
        .forEach(
            (name, range) -> {
              SchemaPackage read = one(name, range.strip(), section);
              if (read != null && follows(all, read, section)) {
                all.add(read);
              }
            });
    SchemaPackages packages = new SchemaPackages(all);
    files().stream()
        .filter(packages::leavesOut)
        .forEach(
            file ->
                problems.error(
                    "no-package",
                    section.location(),
                    "schema/" + file + " belongs to no package",
                    "give its version to one of "
                        + packages.names()
                        + ", or a package of its own"));
    return packages;
  }

  private @Nullable SchemaPackage one(String name, String range, Section section) {
    Matcher parts = RANGE.matcher(range);
    if (!parts.matches()) {
      problems.error(
          "bad-value",
          section.locationOf(name),
          "schema.packages." + name + " cannot be \"" + range + "\"",
          "write " + RANGE_HINT);
      return null;
    }
    int first = Integer.parseInt(parts.group(1));
    int last = parts.group(2).isEmpty() ? SchemaSpan.END : Integer.parseInt(parts.group(2));
    if (last < first) {
      problems.error(
          "bad-value",
          section.locationOf(name),
          "schema.packages." + name + " ends before it begins: " + range,
          "write the lower version first");
      return null;
    }
    return new SchemaPackage(name, first, last);
  }

  private boolean follows(List<SchemaPackage> before, SchemaPackage next, Section section) {
    SchemaPackage last = before.isEmpty() ? null : before.get(before.size() - 1);
    if (last != null && next.first() <= last.last()) {
      problems.error(
          "bad-value",
          section.locationOf(next.name()),
          "schema.packages." + next.name() + " begins before " + last.name() + " ends",
          "a version belongs to one package, and packages stand in their order");
      return false;
    }
    return true;
  }

  private List<String> files() {
    if (!Files.isDirectory(schemaFolder)) {
      return List.of(); // reported where it is missed
    }
    try (Stream<Path> files = Files.list(schemaFolder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read " + schemaFolder, unreadable);
    }
  }

  private List<Stage> stages() {
    Section section = root.section("stages");
    if (section == null) {
      return List.of();
    }
    List<Stage> stages = new ArrayList<>();
    Map<String, String> seen = new TreeMap<>();
    for (String name : section.keys()) {
      List<Stage.Entry> tables = new ArrayList<>();
      for (YamlNode.Scalar written : section.list(name, name + ": [ users, projects ]")) {
        SqlName table = SqlName.parse(written.text());
        if (table == null || table.column().isPresent()) {
          problems.error(
              "bad-value",
              written.location(),
              "\"" + written.text() + "\" names no table",
              "write a new table as in SQL; mixed case needs double quotes");
          continue;
        }
        String other = seen.putIfAbsent(table.table(), name);
        if (other != null) {
          problems.error(
              "bad-value",
              written.location(),
              table.table() + " stands in the stages " + other + " and " + name,
              "a table belongs to one stage");
          continue;
        }
        tables.add(
            new Stage.Entry(table.table(), written.location().line(), written.location().column()));
      }
      stages.add(new Stage(name, tables));
    }
    return stages;
  }
}
