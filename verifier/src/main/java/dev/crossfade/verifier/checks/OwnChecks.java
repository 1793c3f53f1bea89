package dev.crossfade.verifier.checks;

import dev.crossfade.mapping.problems.Place;
import dev.crossfade.mapping.problems.Problem;
import dev.crossfade.mapping.problems.Problems;
import dev.crossfade.mapping.text.SourceText;
import dev.crossfade.mapping.text.Token;
import dev.crossfade.mapping.text.Tokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the checks of a migration folder.
 *
 * @param checks those that are in order, by file name
 * @param problems everything that is wrong with the others
 */
public record OwnChecks(List<OwnCheck> checks, List<Problem> problems) {

  /** Problems of check files. */
  public static final String CODE = "CF080";

  private static final Pattern NAME = Pattern.compile("[0-9]+-[^/]+\\.sql");

  public OwnChecks {
    checks = List.copyOf(checks);
    problems = List.copyOf(problems);
  }

  /**
   * Reads all files; none is a folder without checks.
   *
   * @param folder {@code checks/}, which may be absent
   * @param shown how messages name a file
   */
  public static OwnChecks read(Path folder, Function<Path, String> shown) {
    if (!Files.isDirectory(folder)) {
      return new OwnChecks(List.of(), List.of());
    }
    List<OwnCheck> checks = new ArrayList<>();
    Problems problems = new Problems();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        read(file, shown.apply(file), problems).ifPresent(checks::add);
      }
    } catch (IOException unreadable) {
      problems.error(
          CODE, Place.ofFile(shown.apply(folder)), "cannot be read", "see who may read it");
    }
    return new OwnChecks(checks, problems.sorted());
  }

  private static Optional<OwnCheck> read(Path file, String shown, Problems problems) {
    String fileName = String.valueOf(file.getFileName());
    if (!NAME.matcher(fileName).matches()) {
      problems.error(
          CODE,
          Place.ofFile(shown),
          "a check's file is called NNN-name.sql, such as 010-no-empty-names.sql",
          "rename it, or keep it elsewhere");
      return Optional.empty();
    }
    String text;
    try {
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      problems.error(
          CODE,
          Place.ofFile(shown),
          "this check cannot be read as UTF-8 text",
          "see who may read it, and save it as UTF-8");
      return Optional.empty();
    }
    return parse(fileName.replaceAll("\\.sql$", ""), new SourceText(shown, text), problems);
  }

  private static Optional<OwnCheck> parse(String name, SourceText source, Problems problems) {
    String first = source.text().stripLeading().lines().findFirst().orElse("");
    String title = first.startsWith("--") ? first.substring(2).strip() : "";
    if (title.isEmpty()) {
      problems.error(
          CODE,
          source.placeOf(0),
          "a check begins with a comment line that is its title",
          "write what the rows it returns have in common: -- Cases without a guild");
      return Optional.empty();
    }
    int before = problems.errors();
    List<Token> tokens = Tokenizer.tokens(source, problems);
    if (problems.errors() > before) {
      return Optional.empty();
    }
    int end = source.text().length();
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).isSymbol(";")) {
        end = tokens.get(i).start();
        if (i + 1 < tokens.size()) {
          problems.error(
              CODE,
              source.placeOf(tokens.get(i + 1).start()),
              "a check is one SELECT; a second statement begins here",
              "give it a file of its own");
          return Optional.empty();
        }
      }
    }
    if (tokens.isEmpty() || tokens.get(0).isSymbol(";")) {
      problems.error(
          CODE,
          source.placeOf(source.text().length()),
          "this check has no SELECT",
          "write one that returns the rows that should not be");
      return Optional.empty();
    }
    return Optional.of(new OwnCheck(name, title, source, end));
  }
}
