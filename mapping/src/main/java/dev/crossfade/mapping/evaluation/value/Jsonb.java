package dev.crossfade.mapping.evaluation.value;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A jsonb value: keys ordered by length and then bytes, the last of equal keys, exact numbers. */
public sealed interface Jsonb {

  /** Keys: shorter UTF-8 first, then by bytes. */
  Comparator<String> KEYS =
      Comparator.comparingInt(Jsonb::utf8Length).thenComparing(PlainText::compare);

  record Null() implements Jsonb {}

  record Bool(boolean value) implements Jsonb {}

  record NumberValue(Numeric value) implements Jsonb {}

  record Text(String value) implements Jsonb {}

  record Array(List<Jsonb> elements) implements Jsonb {
    public Array {
      elements = List.copyOf(elements);
    }
  }

  /** Members in the order of {@link #KEYS}. */
  record ObjectValue(Map<String, Jsonb> members) implements Jsonb {
    public static ObjectValue of(Map<String, Jsonb> members) {
      TreeMap<String, Jsonb> sorted = new TreeMap<>(KEYS);
      sorted.putAll(members);
      return new ObjectValue(sorted);
    }
  }

  private static int utf8Length(String text) {
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      length += c < 0x80 ? 1 : c < 0x800 ? 2 : Character.isSurrogate(c) ? 2 : 3;
    }
    return length;
  }

  /** The type's input function. */
  static Jsonb parse(String text) {
    return of(JsonText.read(text));
  }

  /** What jsonb keeps of a json value. */
  static Jsonb of(JsonText json) {
    return switch (json.kind()) {
      case NULL -> new Null();
      case BOOLEAN -> new Bool(json.text().charAt(json.start()) == 't');
      case NUMBER -> new NumberValue(NumberText.numeric(json.slice()));
      case STRING -> new Text(json.string());
      case ARRAY -> {
        List<Jsonb> elements = new ArrayList<>();
        json.members().forEach(member -> elements.add(of(member.value())));
        yield new Array(elements);
      }
      case OBJECT -> {
        TreeMap<String, Jsonb> members = new TreeMap<>(KEYS);
        for (JsonText.Member member : json.members()) {
          String name = String.valueOf(member.name());
          members.put(JsonText.decode(name, 0, name.length()), of(member.value()));
        }
        yield new ObjectValue(members);
      }
    };
  }

  /** Whether it is no array and no object. */
  default boolean isScalar() {
    return !(this instanceof Array) && !(this instanceof ObjectValue);
  }

  /** The type's output function. */
  default String print() {
    StringBuilder out = new StringBuilder();
    printTo(out);
    return out.toString();
  }

  private void printTo(StringBuilder out) {
    if (this instanceof Null) {
      out.append("null");
    } else if (this instanceof Bool bool) {
      out.append(bool.value());
    } else if (this instanceof NumberValue number) {
      out.append(number.value());
    } else if (this instanceof Text text) {
      JsonText.quote(text.value(), out);
    } else if (this instanceof Array array) {
      out.append('[');
      for (int i = 0; i < array.elements().size(); i++) {
        out.append(i == 0 ? "" : ", ");
        array.elements().get(i).printTo(out);
      }
      out.append(']');
    } else if (this instanceof ObjectValue object) {
      out.append('{');
      boolean first = true;
      for (Map.Entry<String, Jsonb> member : object.members().entrySet()) {
        out.append(first ? "" : ", ");
        first = false;
        JsonText.quote(member.getKey(), out);
        out.append(": ");
        member.getValue().printTo(out);
      }
      out.append('}');
    }
  }
}
