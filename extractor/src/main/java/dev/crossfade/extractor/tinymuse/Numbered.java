package dev.crossfade.extractor.tinymuse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** What the old server calls its numbers: tables of tab-separated text beside this class. */
final class Numbered {

  /** Attributes that every server knows, by number. */
  static final Map<Integer, Builtin> ATTRIBUTES = attributes();

  /** Powers, by number. */
  static final Map<Integer, String> POWERS = powers();

  private static final int UNIMPLEMENTED = 8;
  private static final int PASSWORD = 5;

  private Numbered() {}

  /** An attribute that every server knows. */
  record Builtin(int number, String name, int flags) {

    /** Whether the old server reads its values and forgets them. */
    boolean isForgotten() {
      return (flags & UNIMPLEMENTED) != 0;
    }

    boolean isPassword() {
      return number == PASSWORD;
    }
  }

  private static Map<Integer, Builtin> attributes() {
    Map<Integer, Builtin> found = new HashMap<>();
    rows("builtins.tsv")
        .forEach(
            (number, fields) ->
                found.put(number, new Builtin(number, fields[1], Integer.parseInt(fields[2]))));
    return Map.copyOf(found);
  }

  private static Map<Integer, String> powers() {
    Map<Integer, String> found = new HashMap<>();
    rows("powers.tsv").forEach((number, fields) -> found.put(number, fields[1]));
    return Map.copyOf(found);
  }

  private static Map<Integer, String[]> rows(String resource) {
    Map<Integer, String[]> rows = new HashMap<>();
    InputStream in = Objects.requireNonNull(Numbered.class.getResourceAsStream(resource));
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          String[] fields = line.split("\t", -1);
          rows.put(Integer.valueOf(fields[0]), fields);
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + resource, failure);
    }
    return rows;
  }
}
