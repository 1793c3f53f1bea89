package dev.crossfade.operator.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a migration folder; the only reader of YAML and of the environment. */
public final class MigrationFile {

  /** The file in each migration folder. */
  public static final String NAME = "migration.yaml";

  private MigrationFile() {}

  /**
   * What was read.
   *
   * @param config present unless a problem is an error
   * @param problems all of them, in the file's order, warnings too
   */
  public record Reading(Optional<MigrationConfig> config, List<ConfigProblem> problems) {
    public Reading {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Reads everything and stops at nothing.
   *
   * @param folder the migration folder, or the migration.yaml in it
   * @param environment the value of an environment variable, null if it is not set
   */
  public static Reading read(Path folder, Function<String, @Nullable String> environment) {
    Path directory = directoryOf(folder);
    Path file = directory.resolve(NAME);
    Problems problems = new Problems(file.toString());
    String text = contentOf(folder, file, problems);
    if (text == null) {
      return new Reading(Optional.empty(), problems.inOrder());
    }
    YamlNode.Fields root = YamlReader.read(text, problems);
    if (root.fields().isEmpty() && problems.hasErrors()) {
      return new Reading(Optional.empty(), problems.inOrder());
    }
    Section section = new Section(root, "", new Variables(environment, problems), problems);
    MigrationConfig config = new SectionsReader(directory, section, problems).read();
    return new Reading(
        problems.hasErrors() ? Optional.empty() : Optional.ofNullable(config), problems.inOrder());
  }

  private static Path directoryOf(Path folder) {
    if (!folder.endsWith(NAME)) {
      return folder;
    }
    Path parent = folder.getParent();
    return parent == null ? Path.of("") : parent;
  }

  private static @Nullable String contentOf(Path folder, Path file, Problems problems) {
    if (!Files.exists(file)) {
      problems.folder(
          "missing-file",
          file.toString(),
          Files.isDirectory(folder)
              ? "this folder has no " + NAME
              : "there is no such migration folder",
          "name the folder that holds " + NAME + ", such as migrations/tux");
      return null;
    }
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      problems.folder(
          "unreadable-file",
          file.toString(),
          "this file cannot be read as UTF-8 text (" + unreadable.getClass().getSimpleName() + ")",
          "see who may read it, and save it as UTF-8");
      return null;
    }
  }
}
