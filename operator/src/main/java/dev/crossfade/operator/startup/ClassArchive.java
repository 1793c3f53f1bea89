package dev.crossfade.operator.startup;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Loads the classes that a migration uses, and ends. Run with {@code -XX:ArchiveClassesAtExit} when
 * the program is packaged: the archive spares every later start their loading and checking.
 *
 * <p>{@code classes.txt} lists them; {@code benchmark/classes} writes it anew. A class that is not
 * there any more does no harm.
 *
 * <p>Classes that a multi-release jar has for newer Java machines are left out: OpenJDK 17 looks
 * for an archived one at its plain name as soon as an agent or Flight Recorder watches classes
 * being loaded, and crashes.
 */
final class ClassArchive {

  private ClassArchive() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) throws IOException {
    ClassLoader loader = ClassArchive.class.getClassLoader();
    try (BufferedReader names =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(ClassArchive.class.getResourceAsStream("classes.txt")),
                StandardCharsets.UTF_8))) {
      for (String name = names.readLine(); name != null; name = names.readLine()) {
        load(name, loader);
      }
    }
  }

  private static void load(String name, ClassLoader loader) {
    URL file = loader.getResource(name.replace('.', '/') + ".class");
    if (file == null || file.getPath().contains("!/META-INF/versions/")) {
      return;
    }
    try {
      Class.forName(name, false, loader);
    } catch (ClassNotFoundException | LinkageError gone) {
      // another Java machine, or a later version of a library: this one is loaded when it is used
    }
  }
}
