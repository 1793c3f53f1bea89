package dev.crossfade.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page that promises a test names one that is there. */
class BreaksPageTest {

  private static final Path HOME = Path.of("..");
  private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*(?:IT|Test))(?:\\.(\\w+))?`");

  // Seen red with a test's name mistyped on either page.
  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/breaks.md"})
  void everyTestThatAPageNamesIsThere(String page) throws IOException {
    Map<String, String> tests = tests();
    List<String> missing = new ArrayList<>();
    int named = 0;
    Matcher name = NAMED.matcher(Files.readString(HOME.resolve(page)));
    while (name.find()) {
      named++;
      String source = tests.getOrDefault(name.group(1), "");
      String method = name.group(2);
      if (source.isEmpty() || (method != null && !source.contains("void " + method + "("))) {
        missing.add(name.group());
      }
    }

    assertThat(missing).isEmpty();
    assertThat(named).isGreaterThan(20);
  }

  /** All test classes by simple name; those of the same name together. */
  private static Map<String, String> tests() throws IOException {
    Map<String, String> tests = new HashMap<>();
    try (Stream<Path> modules = Files.list(HOME)) {
      for (Path module : modules.filter(Files::isDirectory).toList()) {
        Path sources = module.resolve("src/test/java");
        if (Files.isDirectory(sources)) {
          add(sources, tests);
        }
      }
    }
    return tests;
  }

  private static void add(Path sources, Map<String, String> tests) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        String name = String.valueOf(file.getFileName()).replace(".java", "");
        tests.merge(name, Files.readString(file), String::concat);
      }
    }
  }
}
