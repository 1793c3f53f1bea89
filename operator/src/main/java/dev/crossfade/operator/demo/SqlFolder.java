package dev.crossfade.operator.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The SQL files of a folder, in the order of their names. */
public record SqlFolder(Path folder) {

  /**
   * The text of each file.
   *
   * @throws UncheckedIOException if the folder or a file of it cannot be read
   */
  public List<String> texts() {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> texts = new ArrayList<>();
      for (Path file : files.filter(each -> each.toString().endsWith(".sql")).sorted().toList()) {
        texts.add(Files.readString(file));
      }
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the SQL files of " + folder, e);
    }
  }

  /**
   * Runs each file, in order.
   *
   * @throws SQLException if one is refused; those before it stay
   */
  public void runOn(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String text : texts()) {
        statement.execute(text);
      }
    }
  }
}
