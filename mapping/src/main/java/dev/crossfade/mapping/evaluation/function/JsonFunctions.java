package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.value.EvaluationException;
import dev.crossfade.mapping.evaluation.value.JsonText;
import dev.crossfade.mapping.evaluation.value.JsonText.Kind;
import dev.crossfade.mapping.evaluation.value.PgArray;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reading json, whose text stays as it was written. */
final class JsonFunctions {

  private JsonFunctions() {}

  static void register(Registry registry) {
    registry.two("json_object_field(json,text)", (String a, String b) -> raw(member(read(a), b)));
    registry.two(
        "json_object_field_text(json,text)", (String a, String b) -> text(member(read(a), b)));
    registry.two("json_array_element(json,int4)", (String a, Long b) -> raw(element(read(a), b)));
    registry.two(
        "json_array_element_text(json,int4)", (String a, Long b) -> text(element(read(a), b)));
    registry.two("json_extract_path(json,_text)", (String a, PgArray b) -> raw(path(a, b)));
    registry.two("json_extract_path_text(json,_text)", (String a, PgArray b) -> text(path(a, b)));
    registry.one("json_typeof(json)", (String a) -> kindName(read(a)));
    registry.one("json_array_length(json)", JsonFunctions::length);
    registry.one("json_strip_nulls(json)", (String a) -> stripNulls(a, false));
    registry.two("json_strip_nulls(json,bool)", (String a, Boolean b) -> stripNulls(a, b));
  }

  private static JsonText read(String json) {
    return JsonText.read(json);
  }

  private static @Nullable String raw(@Nullable JsonText value) {
    return value == null ? null : value.slice();
  }

  static @Nullable String text(@Nullable JsonText value) {
    if (value == null || value.kind() == Kind.NULL) {
      return null;
    }
    return value.kind() == Kind.STRING ? value.string() : value.slice();
  }

  private static @Nullable JsonText member(JsonText value, String key) {
    JsonText found = null;
    if (value.kind() == Kind.OBJECT) {
      for (JsonText.Member member : value.members()) {
        String name = String.valueOf(member.name());
        if (JsonText.decode(name, 0, name.length()).equals(key)) {
          found = member.value();
        }
      }
    }
    return found;
  }

  private static @Nullable JsonText element(JsonText value, long index) {
    if (value.kind() != Kind.ARRAY) {
      return null;
    }
    List<JsonText.Member> elements = value.members();
    long place = index < 0 ? elements.size() + index : index;
    return place >= 0 && place < elements.size() ? elements.get((int) place).value() : null;
  }

  private static @Nullable JsonText path(String json, PgArray path) {
    if (path.hasNulls()) {
      return null;
    }
    JsonText value = read(json);
    for (Object step : path.elements()) {
      String key = String.valueOf(step);
      if (value.kind() == Kind.ARRAY) {
        Long index = JsonPaths.index(key);
        value = index == null ? null : element(value, index);
      } else {
        value = member(value, key);
      }
      if (value == null) {
        return null;
      }
    }
    return value;
  }

  private static String kindName(JsonText value) {
    return value.kind().name().toLowerCase(Locale.ROOT);
  }

  private static Long length(String json) {
    JsonText value = read(json);
    if (value.kind() != Kind.ARRAY) {
      throw new EvaluationException("22023", "cannot get array length of a non-array");
    }
    return (long) value.members().size();
  }

  private static String stripNulls(String json, boolean inArrays) {
    StringBuilder out = new StringBuilder(json.length());
    strip(read(json), inArrays, out);
    return out.toString();
  }

  private static void strip(JsonText value, boolean inArrays, StringBuilder out) {
    boolean object = value.kind() == Kind.OBJECT;
    if (!object && value.kind() != Kind.ARRAY) {
      if (value.kind() == Kind.STRING) {
        JsonText.quote(value.string(), out);
      } else {
        out.append(value.slice());
      }
      return;
    }
    out.append(object ? '{' : '[');
    boolean first = true;
    for (JsonText.Member member : value.members()) {
      if ((object || inArrays) && member.value().kind() == Kind.NULL) {
        continue;
      }
      out.append(first ? "" : ",");
      first = false;
      if (object) {
        String name = String.valueOf(member.name());
        JsonText.quote(JsonText.decode(name, 0, name.length()), out);
        out.append(':');
      }
      strip(member.value(), inArrays, out);
    }
    out.append(object ? '}' : ']');
  }
}
