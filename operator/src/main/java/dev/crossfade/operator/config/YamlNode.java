package dev.crossfade.operator.config;

import java.util.List;

/** A YAML document that remembers where everything stood. */
sealed interface YamlNode {

  Location location();

  /** Words for a message: "a list". */
  String what();

  /** Keys in the file's order, each once. */
  record Fields(Location location, List<Field> fields) implements YamlNode {
    public Fields {
      fields = List.copyOf(fields);
    }

    @Override
    public String what() {
      return "a section";
    }
  }

  /** One key with its value. */
  record Field(String key, Location location, YamlNode value) {}

  /** A list. */
  record Items(Location location, List<YamlNode> items) implements YamlNode {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public String what() {
      return "a list";
    }
  }

  /** A number, truth value or text, as it is written. */
  record Scalar(Location location, String text) implements YamlNode {
    @Override
    public String what() {
      return "a value";
    }
  }

  /** A key without a value. */
  record Nothing(Location location) implements YamlNode {
    @Override
    public String what() {
      return "empty";
    }
  }
}
