package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.value.Civil;
import dev.crossfade.mapping.evaluation.value.DateTimeText;
import dev.crossfade.mapping.evaluation.value.EvaluationException;
import dev.crossfade.mapping.evaluation.value.JsonText;
import dev.crossfade.mapping.evaluation.value.Jsonb;
import dev.crossfade.mapping.evaluation.value.NumberText;
import dev.crossfade.mapping.evaluation.value.PgArray;
import dev.crossfade.mapping.evaluation.value.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Making json and jsonb of values of any type. */
final class JsonBuild {

  private JsonBuild() {}

  static void register(Registry registry) {
    registry.site("to_json(anyelement)", site -> toJson(site.type(0)));
    registry.site("array_to_json(anyarray)", site -> toJson(site.type(0)));
    registry.site(
        "to_jsonb(anyelement)",
        site -> {
          ValueType type = site.type(0);
          return Registry.of1((Object value) -> jsonb(type, value));
        });
    registry.lenient("json_build_object()", a -> "{}");
    registry.lenient("json_build_array()", a -> "[]");
    registry.lenient("jsonb_build_object()", a -> new Jsonb.ObjectValue(new TreeMap<>(Jsonb.KEYS)));
    registry.lenient("jsonb_build_array()", a -> new Jsonb.Array(List.of()));
    registry.site("json_build_object(any)", site -> jsonObject(site.arguments()));
    registry.site("json_build_array(any)", site -> jsonArray(site.arguments()));
    registry.site("jsonb_build_object(any)", site -> jsonbObject(site.arguments()));
    registry.site("jsonb_build_array(any)", site -> jsonbArray(site.arguments()));
  }

  private static Implementation toJson(ValueType type) {
    return Registry.of1(
        (Object value) -> {
          StringBuilder out = new StringBuilder();
          json(type, value, out);
          return out.toString();
        });
  }

  /** Appends a value as {@code to_json} writes it. */
  static void json(ValueType type, @Nullable Object value, StringBuilder out) {
    if (value == null) {
      out.append("null");
      return;
    }
    ValueType element = type.element();
    if (element != null) {
      array((PgArray) value, element, 0, 0, out);
      return;
    }
    switch (type.base()) {
      case "bool" -> out.append((Boolean) value ? "true" : "false");
      case "json", "jsonb" -> out.append(type.print(value));
      case "int2", "int4", "int8" -> out.append(value);
      case "numeric", "float4", "float8" -> {
        String text = type.print(value);
        if (isNumber(text)) {
          out.append(text);
        } else {
          JsonText.quote(text, out);
        }
      }
      default -> JsonText.quote(text(type, value), out);
    }
  }

  private static boolean isNumber(String text) {
    char last = text.charAt(text.length() - 1);
    return last >= '0' && last <= '9';
  }

  /** Dates and times as ISO 8601, the rest through the output function. */
  static String text(ValueType type, Object value) {
    return switch (type.base()) {
      case "timestamp" -> DateTimeText.timestamp((Long) value, 'T', "");
      case "timestamptz" ->
          DateTimeText.timestamp((Long) value, 'T', Civil.isInfinite((Long) value) ? "" : "+00:00");
      default -> type.print(value);
    };
  }

  private static int array(
      PgArray array, ValueType element, int dimension, int place, StringBuilder out) {
    int at = place;
    out.append('[');
    int size = array.dimensions() == 0 ? 0 : array.size(dimension);
    for (int i = 0; i < size; i++) {
      out.append(i == 0 ? "" : ",");
      if (dimension + 1 < array.dimensions()) {
        at = array(array, element, dimension + 1, at, out);
      } else {
        json(element, array.get(at++), out);
      }
    }
    out.append(']');
    return at;
  }

  static Jsonb jsonb(ValueType type, @Nullable Object value) {
    if (value == null) {
      return new Jsonb.Null();
    }
    ValueType element = type.element();
    if (element != null) {
      PgArray array = (PgArray) value;
      return jsonbArray(array, element, 0, new int[1]);
    }
    return switch (type.base()) {
      case "bool" -> new Jsonb.Bool((Boolean) value);
      case "jsonb" -> (Jsonb) value;
      case "json" -> Jsonb.parse((String) value);
      case "int2", "int4", "int8", "numeric", "float4", "float8" -> {
        String text = type.print(value);
        yield isNumber(text)
            ? new Jsonb.NumberValue(NumberText.numeric(text))
            : new Jsonb.Text(text);
      }
      default -> new Jsonb.Text(text(type, value));
    };
  }

  private static Jsonb jsonbArray(PgArray array, ValueType element, int dimension, int[] place) {
    List<Jsonb> elements = new ArrayList<>();
    int size = array.dimensions() == 0 ? 0 : array.size(dimension);
    for (int i = 0; i < size; i++) {
      elements.add(
          dimension + 1 < array.dimensions()
              ? jsonbArray(array, element, dimension + 1, place)
              : jsonb(element, array.get(place[0]++)));
    }
    return new Jsonb.Array(elements);
  }

  private static String key(CallSite.Argument argument, @Nullable Object value, String nullState) {
    if (value == null) {
      throw new EvaluationException(nullState, "null value not allowed for object key");
    }
    ValueType type = argument.type();
    boolean scalar =
        type.element() == null && !type.base().equals("json") && !type.base().equals("jsonb");
    if (!scalar) {
      throw new EvaluationException(
          "22023", "key value must be scalar, not array, composite, or json");
    }
    return type.base().equals("bool") ? ((Boolean) value ? "true" : "false") : text(type, value);
  }

  private static void requirePairs(List<CallSite.Argument> arguments) {
    if (arguments.size() % 2 != 0) {
      throw new RefusedException("argument list must have even number of elements");
    }
  }

  private static Implementation jsonObject(List<CallSite.Argument> arguments) {
    requirePairs(arguments);
    return new Implementation.Lenient(
        values -> {
          StringBuilder out = new StringBuilder("{");
          for (int i = 0; i < values.length; i += 2) {
            out.append(i == 0 ? "" : ", ");
            JsonText.quote(key(arguments.get(i), values[i], "22004"), out);
            out.append(" : ");
            json(arguments.get(i + 1).type(), values[i + 1], out);
          }
          return out.append('}').toString();
        });
  }

  private static Implementation jsonArray(List<CallSite.Argument> arguments) {
    return new Implementation.Lenient(
        values -> {
          StringBuilder out = new StringBuilder("[");
          for (int i = 0; i < values.length; i++) {
            out.append(i == 0 ? "" : ", ");
            json(arguments.get(i).type(), values[i], out);
          }
          return out.append(']').toString();
        });
  }

  private static Implementation jsonbObject(List<CallSite.Argument> arguments) {
    requirePairs(arguments);
    return new Implementation.Lenient(
        values -> {
          TreeMap<String, Jsonb> members = new TreeMap<>(Jsonb.KEYS);
          for (int i = 0; i < values.length; i += 2) {
            members.put(
                key(arguments.get(i), values[i], "22023"),
                jsonb(arguments.get(i + 1).type(), values[i + 1]));
          }
          return new Jsonb.ObjectValue(members);
        });
  }

  private static Implementation jsonbArray(List<CallSite.Argument> arguments) {
    return new Implementation.Lenient(
        values -> {
          List<Jsonb> elements = new ArrayList<>();
          for (int i = 0; i < values.length; i++) {
            elements.add(jsonb(arguments.get(i).type(), values[i]));
          }
          return new Jsonb.Array(elements);
        });
  }
}
