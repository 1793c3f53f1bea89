package dev.crossfade.operator.config;

import dev.crossfade.operator.failure.OperatorFailure;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Names for runs of versions of {@code schema/}, in their order; no version belongs to two.
 *
 * @param all empty where the migration declares none
 */
public record SchemaPackages(List<SchemaPackage> all) {

  static final SchemaPackages NONE = new SchemaPackages(List.of());

  private static final Pattern FILE = Pattern.compile("V0*(\\d{1,9})__.*\\.sql");

  /**
   * One of them.
   *
   * @param first its lowest version
   * @param last its highest version; {@link SchemaSpan#END} if it is open
   */
  public record SchemaPackage(String name, int first, int last) {}

  public SchemaPackages {
    all = List.copyOf(all);
  }

  /**
   * The versions from one package to another, both included.
   *
   * @param from null for the beginning
   * @param to null for the end
   * @throws OperatorFailure if there is no such package, or they stand the other way round
   */
  SchemaSpan span(@Nullable String from, @Nullable String to) {
    int first = from == null ? 0 : named("--schema-from", from).first();
    int last = to == null ? SchemaSpan.END : named("--schema-to", to).last();
    if (first > last) {
      throw OperatorFailure.misconfigured(
          "--schema-from " + from + " comes after --schema-to " + to,
          "the packages are, in order: " + names());
    }
    return new SchemaSpan(first, last);
  }

  private SchemaPackage named(String option, String name) {
    return all.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                OperatorFailure.misconfigured(
                    option + " " + name + ": there is no schema package " + name,
                    all.isEmpty()
                        ? "declare packages below schema in migration.yaml"
                        : "the packages are, in order: " + names()));
  }

  /** Whether a file of {@code schema/} stands in no package, though there are some. */
  boolean leavesOut(String fileName) {
    Matcher version = FILE.matcher(fileName);
    if (all.isEmpty() || !fileName.endsWith(".sql")) {
      return false;
    }
    return !version.matches()
        || all.stream()
            .noneMatch(
                each ->
                    each.first() <= Integer.parseInt(version.group(1))
                        && Integer.parseInt(version.group(1)) <= each.last());
  }

  String names() {
    return all.stream().map(SchemaPackage::name).collect(Collectors.joining(", "));
  }
}
