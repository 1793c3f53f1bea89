package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.value.EvaluationException;
import dev.crossfade.mapping.evaluation.value.Jsonb;
import dev.crossfade.mapping.evaluation.value.Numeric;
import dev.crossfade.mapping.evaluation.value.PgArray;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reading jsonb: members, paths, containment, types, casts. */
final class JsonbFunctions {

  private JsonbFunctions() {}

  static void register(Registry registry) {
    registry.two("jsonb_object_field(jsonb,text)", (Jsonb a, String b) -> member(a, b));
    registry.two("jsonb_object_field_text(jsonb,text)", (Jsonb a, String b) -> text(member(a, b)));
    registry.two("jsonb_array_element(jsonb,int4)", (Jsonb a, Long b) -> element(a, b));
    registry.two("jsonb_array_element_text(jsonb,int4)", (Jsonb a, Long b) -> text(element(a, b)));
    registry.two("jsonb_extract_path(jsonb,_text)", (Jsonb a, PgArray b) -> path(a, b));
    registry.two("jsonb_extract_path_text(jsonb,_text)", (Jsonb a, PgArray b) -> text(path(a, b)));
    registry.two("jsonb_exists(jsonb,text)", (Jsonb a, String b) -> exists(a, b));
    registry.two("jsonb_exists_any(jsonb,_text)", (Jsonb a, PgArray b) -> existsOf(a, b, true));
    registry.two("jsonb_exists_all(jsonb,_text)", (Jsonb a, PgArray b) -> existsOf(a, b, false));
    registry.two("jsonb_contains(jsonb,jsonb)", (Jsonb a, Jsonb b) -> containsRoot(a, b));
    registry.two("jsonb_contained(jsonb,jsonb)", (Jsonb a, Jsonb b) -> containsRoot(b, a));
    registry.two("jsonb_eq(jsonb,jsonb)", (Jsonb a, Jsonb b) -> a.equals(b));
    registry.two("jsonb_ne(jsonb,jsonb)", (Jsonb a, Jsonb b) -> !a.equals(b));
    registry.one("jsonb_typeof(jsonb)", JsonbFunctions::typeOf);
    registry.one("jsonb_array_length(jsonb)", JsonbFunctions::length);
    casts(registry);
  }

  private static void casts(Registry registry) {
    registry.one("numeric(jsonb)", (Jsonb a) -> number(a, "numeric"));
    registry.one("float8(jsonb)", (Jsonb a) -> CastFunctions.toDouble(number(a, "double")));
    for (int bits : new int[] {16, 32, 64}) {
      String name = IntegerFunctions.sqlName(bits);
      registry.one("int" + bits / 8 + "(jsonb)", (Jsonb a) -> number(a, name).toLong(bits, name));
    }
    registry.one(
        "bool(jsonb)",
        (Jsonb a) -> {
          if (a instanceof Jsonb.Bool bool) {
            return bool.value();
          }
          throw cannotCast(a, "boolean");
        });
  }

  private static Numeric number(Jsonb value, String typeName) {
    if (value instanceof Jsonb.NumberValue number) {
      return number.value();
    }
    throw cannotCast(value, typeName);
  }

  private static EvaluationException cannotCast(Jsonb value, String typeName) {
    return new EvaluationException(
        "22023", "cannot cast jsonb " + typeOf(value) + " to type " + typeName);
  }

  /** The text of a value; null for SQL NULL and for JSON's null. */
  static @Nullable String text(@Nullable Jsonb value) {
    if (value == null || value instanceof Jsonb.Null) {
      return null;
    }
    return value instanceof Jsonb.Text text ? text.value() : value.print();
  }

  private static @Nullable Jsonb member(Jsonb value, String key) {
    return value instanceof Jsonb.ObjectValue object ? object.members().get(key) : null;
  }

  /** A scalar counts as an array of itself here, as PostgreSQL stores it. */
  private static @Nullable Jsonb element(Jsonb value, long index) {
    if (value instanceof Jsonb.ObjectValue) {
      return null;
    }
    List<Jsonb> elements = value instanceof Jsonb.Array array ? array.elements() : List.of(value);
    return at(elements, index);
  }

  private static @Nullable Jsonb at(List<Jsonb> elements, long index) {
    long place = index < 0 ? elements.size() + index : index;
    return place >= 0 && place < elements.size() ? elements.get((int) place) : null;
  }

  static @Nullable Jsonb path(Jsonb root, PgArray path) {
    if (path.hasNulls()) {
      return null;
    }
    Jsonb value = root;
    for (Object step : path.elements()) {
      String key = String.valueOf(step);
      if (value instanceof Jsonb.ObjectValue object) {
        value = object.members().get(key);
      } else if (value instanceof Jsonb.Array array) {
        Long index = JsonPaths.index(key);
        value = index == null ? null : at(array.elements(), index);
      } else {
        return null;
      }
      if (value == null) {
        return null;
      }
    }
    return value;
  }

  private static boolean exists(Jsonb value, String key) {
    if (value instanceof Jsonb.ObjectValue object) {
      return object.members().containsKey(key);
    }
    Jsonb wanted = new Jsonb.Text(key);
    return value instanceof Jsonb.Array array
        ? array.elements().contains(wanted)
        : value.equals(wanted);
  }

  private static boolean existsOf(Jsonb value, PgArray keys, boolean any) {
    for (Object key : keys.elements()) {
      if (key != null && exists(value, (String) key) == any) {
        return any;
      }
    }
    return !any;
  }

  private static boolean containsRoot(Jsonb whole, Jsonb part) {
    if (whole instanceof Jsonb.Array array && part.isScalar()) {
      return array.elements().contains(part);
    }
    return contains(whole, part);
  }

  private static boolean contains(Jsonb whole, Jsonb part) {
    if (whole instanceof Jsonb.ObjectValue object && part instanceof Jsonb.ObjectValue wanted) {
      for (Map.Entry<String, Jsonb> member : wanted.members().entrySet()) {
        Jsonb value = object.members().get(member.getKey());
        if (value == null || !contains(value, member.getValue())) {
          return false;
        }
      }
      return true;
    }
    if (whole instanceof Jsonb.Array array && part instanceof Jsonb.Array wanted) {
      return wanted.elements().stream()
          .allMatch(each -> array.elements().stream().anyMatch(own -> contains(own, each)));
    }
    return whole.isScalar() && whole.equals(part);
  }

  static String typeOf(Jsonb value) {
    if (value instanceof Jsonb.ObjectValue) {
      return "object";
    }
    if (value instanceof Jsonb.Array) {
      return "array";
    }
    if (value instanceof Jsonb.Text) {
      return "string";
    }
    if (value instanceof Jsonb.NumberValue) {
      return "number";
    }
    return value instanceof Jsonb.Bool ? "boolean" : "null";
  }

  private static Long length(Jsonb value) {
    if (value instanceof Jsonb.Array array) {
      return (long) array.elements().size();
    }
    throw new EvaluationException("22023", "cannot get array length of a non-array");
  }
}
