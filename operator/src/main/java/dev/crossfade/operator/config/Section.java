package dev.crossfade.operator.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One section of the file, asked for its keys one after the other. What was never asked for is
 * unknown: {@link #refuseTheRest} says so.
 */
final class Section {

  private final YamlNode.Fields fields;
  private final String path;
  private final Variables variables;
  private final Problems problems;
  private final Set<String> known = new LinkedHashSet<>();

  Section(YamlNode.Fields fields, String path, Variables variables, Problems problems) {
    this.fields = fields;
    this.path = path;
    this.variables = variables;
    this.problems = problems;
  }

  Location location() {
    return fields.location();
  }

  /** The key's place, or the section's where it is absent. */
  Location locationOf(String key) {
    YamlNode.Field field = field(key);
    return field == null ? fields.location() : field.value().location();
  }

  boolean has(String key) {
    known.add(key);
    return field(key) != null;
  }

  /** The text as it stands in the file, references and all. */
  @Nullable String raw(String key) {
    YamlNode.Field field = field(key);
    return field != null && field.value() instanceof YamlNode.Scalar scalar ? scalar.text() : null;
  }

  /** The value with the environment put in; null, with a problem reported, if there is none. */
  @Nullable String required(String key, String hint) {
    known.add(key);
    YamlNode.Field field = field(key);
    if (field == null) {
      problems.error("missing", fields.location(), "the key " + name(key) + " is missing", hint);
      return null;
    }
    return text(field, hint);
  }

  /** The value with the environment put in; the fallback if the key is absent or wrong. */
  String optional(String key, String fallback, String hint) {
    String text = present(key, hint);
    return text == null ? fallback : text;
  }

  int integer(String key, int fallback, int least, int most) {
    return (int) whole(key, fallback, least, most);
  }

  long whole(String key, long fallback, long least, long most) {
    String range = "a whole number from " + least + " to " + most;
    return value(
        key,
        fallback,
        range,
        text -> {
          if (!text.matches("\\d{1,18}")) {
            return null;
          }
          long number = Long.parseLong(text);
          return number >= least && number <= most ? number : null;
        });
  }

  Duration duration(String key, Duration fallback) {
    return value(key, fallback, Units.DURATION_HINT, Units::duration);
  }

  /** In bytes. */
  long size(String key, long fallback, long least, long most) {
    String hint = Units.SIZE_HINT + ", from " + least + " to " + most + " bytes";
    return value(
        key,
        fallback,
        hint,
        text -> {
          Long bytes = Units.bytes(text);
          return bytes != null && bytes >= least && bytes <= most ? bytes : null;
        });
  }

  /** The fallback, with a problem reported, if {@code reading} makes null of the value. */
  <T> T value(String key, T fallback, String hint, Function<String, @Nullable T> reading) {
    String text = present(key, hint);
    if (text == null) {
      return fallback;
    }
    T value = reading.apply(text.strip());
    if (value == null) {
      problems.error(
          "bad-value", locationOf(key), name(key) + " cannot be \"" + text + "\"", "write " + hint);
      return fallback;
    }
    return value;
  }

  /** The section below a key; null if it is absent, or wrong with a problem reported. */
  @Nullable Section section(String key) {
    known.add(key);
    YamlNode.Field field = field(key);
    if (field == null || field.value() instanceof YamlNode.Nothing) {
      return null;
    }
    if (field.value() instanceof YamlNode.Fields below) {
      return new Section(below, name(key), variables, problems);
    }
    problems.error(
        "bad-value",
        field.value().location(),
        name(key) + " is " + field.value().what() + ", but has to be a section",
        "write keys with values below it");
    return null;
  }

  /** Every key of this section with its text, in the file's order. */
  Map<String, String> texts(String hint) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (YamlNode.Field field : fields.fields()) {
      known.add(field.key());
      String text = text(field, hint);
      if (text != null) {
        texts.put(field.key(), text);
      }
    }
    return texts;
  }

  /** Every key of this section, in the file's order. */
  List<String> keys() {
    return fields.fields().stream().map(YamlNode.Field::key).toList();
  }

  Location keyLocation(String key) {
    YamlNode.Field field = field(key);
    return field == null ? fields.location() : field.location();
  }

  /** The texts of a list with their places; empty if the key is absent. */
  List<YamlNode.Scalar> list(String key, String hint) {
    known.add(key);
    YamlNode.Field field = field(key);
    if (field == null || field.value() instanceof YamlNode.Nothing) {
      return List.of();
    }
    List<YamlNode.Scalar> texts = new ArrayList<>();
    if (field.value() instanceof YamlNode.Items items
        && items.items().stream().allMatch(YamlNode.Scalar.class::isInstance)) {
      items.items().forEach(item -> texts.add((YamlNode.Scalar) item));
    } else {
      problems.error(
          "bad-value", field.value().location(), name(key) + " has to be a list of names", hint);
    }
    return texts;
  }

  /** Reports every key that nobody asked for. */
  void refuseTheRest() {
    for (YamlNode.Field field : fields.fields()) {
      if (!known.contains(field.key())) {
        String nearest = Nearest.to(field.key(), known);
        problems.error(
            "unknown-key",
            field.location(),
            "nothing is called " + name(field.key()),
            nearest == null
                ? "known here: " + String.join(", ", known)
                : "did you mean \"" + nearest + "\"?");
      }
    }
  }

  private @Nullable String present(String key, String hint) {
    known.add(key);
    YamlNode.Field field = field(key);
    return field == null ? null : text(field, hint);
  }

  private @Nullable String text(YamlNode.Field field, String hint) {
    if (field.value() instanceof YamlNode.Scalar scalar) {
      return variables.expand(scalar);
    }
    problems.error(
        "bad-value",
        field.value().location(),
        name(field.key()) + " is " + field.value().what() + ", but has to be a value",
        hint);
    return null;
  }

  private YamlNode.@Nullable Field field(String key) {
    return fields.fields().stream()
        .filter(field -> field.key().equals(key))
        .findFirst()
        .orElse(null);
  }

  private String name(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
