package dev.crossfade.operator.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads YAML into nodes with their places. */
final class YamlReader {

  private final YAMLParser parser;
  private final Problems problems;

  private YamlReader(YAMLParser parser, Problems problems) {
    this.parser = parser;
    this.problems = problems;
  }

  /** The document; an empty section, with a problem reported, if it is no YAML or empty. */
  static YamlNode.Fields read(String text, Problems problems) {
    try (YAMLParser parser = new YAMLFactory().createParser(text)) {
      YamlReader reader = new YamlReader(parser, problems);
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        problems.error(
            "not-a-section",
            Location.START,
            "this is not a list of keys with values",
            "begin with \"migration: NAME\"; docs/migration.example.yaml shows every key");
        return new YamlNode.Fields(Location.START, List.of());
      }
      return reader.fields();
    } catch (JsonProcessingException broken) {
      JsonLocation at = broken.getLocation();
      problems.error(
          "yaml",
          at == null ? Location.START : place(at),
          "this is not YAML: " + firstLine(broken.getOriginalMessage()),
          "indent with spaces; put values that hold { } : # or quotes into quotes");
      return new YamlNode.Fields(Location.START, List.of());
    } catch (IOException impossible) {
      throw new IllegalStateException("a text that cannot be read", impossible);
    }
  }

  private YamlNode.Fields fields() throws IOException {
    Location start = here();
    Map<String, YamlNode.Field> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      Location at = here();
      parser.nextToken();
      YamlNode.Field field = new YamlNode.Field(key, at, value());
      YamlNode.Field earlier = fields.putIfAbsent(key, field);
      if (earlier != null) {
        problems.error(
            "duplicate-key",
            at,
            "the key \"" + key + "\" stands here twice, first in line " + earlier.location().line(),
            "keep one of them");
      }
    }
    return new YamlNode.Fields(start, new ArrayList<>(fields.values()));
  }

  private YamlNode value() throws IOException {
    Location at = here();
    if (parser.isCurrentAlias()) {
      problems.error(
          "yaml-alias", at, "aliases (*name) are not read here", "write the value out once more");
      return new YamlNode.Nothing(at);
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> fields();
      case START_ARRAY -> items();
      case VALUE_NULL -> new YamlNode.Nothing(at);
      default -> new YamlNode.Scalar(at, parser.getText());
    };
  }

  private YamlNode.Items items() throws IOException {
    Location start = here();
    List<YamlNode> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value());
    }
    return new YamlNode.Items(start, items);
  }

  private Location here() {
    return place(parser.currentTokenLocation());
  }

  private static Location place(JsonLocation at) {
    return new Location(Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()));
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("").strip();
  }
}
