package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.value.EvaluationException;
import dev.crossfade.mapping.evaluation.value.Jsonb;
import dev.crossfade.mapping.evaluation.value.PgArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Changing jsonb: concatenation, deletion, jsonb_set, jsonb_insert, jsonb_strip_nulls. */
final class JsonbEdit {

  private JsonbEdit() {}

  static void register(Registry registry) {
    registry.two("jsonb_concat(jsonb,jsonb)", JsonbEdit::concat);
    registry.two("jsonb_delete(jsonb,text)", (Jsonb a, String b) -> without(a, List.of(b)));
    registry.two("jsonb_delete(jsonb,_text)", (Jsonb a, PgArray b) -> withoutAll(a, b));
    registry.two("jsonb_delete(jsonb,int4)", (Jsonb a, Long b) -> withoutElement(a, b));
    registry.one("jsonb_strip_nulls(jsonb)", (Jsonb a) -> strip(a, false));
    registry.two("jsonb_strip_nulls(jsonb,bool)", (Jsonb a, Boolean b) -> strip(a, b));
    registry.two(
        "jsonb_delete_path(jsonb,_text)", (Jsonb a, PgArray b) -> at(a, b, null, Edit.DELETE));
    registry.many(
        "jsonb_set(jsonb,_text,jsonb,bool)",
        a -> at(json(a[0]), path(a[1]), json(a[2]), flag(a[3]) ? Edit.SET : Edit.REPLACE));
    registry.many(
        "jsonb_insert(jsonb,_text,jsonb,bool)",
        a ->
            at(
                json(a[0]),
                path(a[1]),
                json(a[2]),
                flag(a[3]) ? Edit.INSERT_AFTER : Edit.INSERT_BEFORE));
  }

  /** What is done at the end of a path. */
  private enum Edit {
    SET,
    REPLACE,
    INSERT_BEFORE,
    INSERT_AFTER,
    DELETE
  }

  private static Jsonb json(@Nullable Object value) {
    return (Jsonb) Objects.requireNonNull(value);
  }

  private static PgArray path(@Nullable Object value) {
    return (PgArray) Objects.requireNonNull(value);
  }

  private static boolean flag(@Nullable Object value) {
    return (Boolean) Objects.requireNonNull(value);
  }

  private static List<Jsonb> elements(Jsonb value) {
    return value instanceof Jsonb.Array array ? array.elements() : List.of(value);
  }

  private static Jsonb concat(Jsonb a, Jsonb b) {
    if (a instanceof Jsonb.ObjectValue left && b instanceof Jsonb.ObjectValue right) {
      TreeMap<String, Jsonb> members = new TreeMap<>(Jsonb.KEYS);
      members.putAll(left.members());
      members.putAll(right.members());
      return new Jsonb.ObjectValue(members);
    }
    List<Jsonb> all = new ArrayList<>(elements(a));
    all.addAll(elements(b));
    return new Jsonb.Array(all);
  }

  private static EvaluationException scalar(String verb) {
    return new EvaluationException("22023", "cannot " + verb + " scalar");
  }

  private static Jsonb withoutAll(Jsonb value, PgArray keys) {
    if (keys.dimensions() > 1) {
      throw new EvaluationException("2202E", "wrong number of array subscripts");
    }
    List<String> present = new ArrayList<>();
    for (Object key : keys.elements()) {
      if (key != null) {
        present.add((String) key);
      }
    }
    return without(value, present);
  }

  private static Jsonb without(Jsonb value, List<String> keys) {
    if (value instanceof Jsonb.ObjectValue object) {
      TreeMap<String, Jsonb> members = new TreeMap<>(Jsonb.KEYS);
      members.putAll(object.members());
      keys.forEach(members::remove);
      return new Jsonb.ObjectValue(members);
    }
    if (value instanceof Jsonb.Array array) {
      return new Jsonb.Array(
          array.elements().stream()
              .filter(each -> !(each instanceof Jsonb.Text text && keys.contains(text.value())))
              .toList());
    }
    throw scalar("delete from");
  }

  private static Jsonb withoutElement(Jsonb value, Long index) {
    if (value instanceof Jsonb.Array array) {
      List<Jsonb> elements = new ArrayList<>(array.elements());
      long place = index < 0 ? elements.size() + index : index;
      if (place >= 0 && place < elements.size()) {
        elements.remove((int) place);
      }
      return new Jsonb.Array(elements);
    }
    if (value.isScalar()) {
      throw scalar("delete from");
    }
    throw new EvaluationException("22023", "cannot delete from object using integer index");
  }

  private static Jsonb strip(Jsonb value, boolean inArrays) {
    if (value instanceof Jsonb.ObjectValue object) {
      TreeMap<String, Jsonb> members = new TreeMap<>(Jsonb.KEYS);
      for (Map.Entry<String, Jsonb> member : object.members().entrySet()) {
        if (!(member.getValue() instanceof Jsonb.Null)) {
          members.put(member.getKey(), strip(member.getValue(), inArrays));
        }
      }
      return new Jsonb.ObjectValue(members);
    }
    if (value instanceof Jsonb.Array array) {
      return new Jsonb.Array(
          array.elements().stream()
              .filter(element -> !inArrays || !(element instanceof Jsonb.Null))
              .map(element -> strip(element, inArrays))
              .toList());
    }
    return value;
  }

  private static Jsonb at(Jsonb root, PgArray path, @Nullable Jsonb value, Edit edit) {
    if (path.dimensions() > 1) {
      throw new EvaluationException("2202E", "wrong number of array subscripts");
    }
    if (root.isScalar()) {
      throw edit == Edit.DELETE ? scalar("delete path in") : scalar("set path in");
    }
    boolean creates = edit != Edit.REPLACE && edit != Edit.DELETE;
    boolean empty =
        root instanceof Jsonb.ObjectValue object
            ? object.members().isEmpty()
            : elements(root).isEmpty();
    if (path.count() == 0 || (empty && !creates)) {
      return root;
    }
    return step(root, path, 0, value, edit);
  }

  private static Jsonb step(Jsonb value, PgArray path, int level, @Nullable Jsonb put, Edit edit) {
    Object key = path.get(level);
    if (key == null) {
      throw new EvaluationException(
          "22004", "path element at position " + (level + 1) + " is null");
    }
    if (value.isScalar()) {
      return value;
    }
    boolean last = level == path.count() - 1;
    return value instanceof Jsonb.ObjectValue object
        ? member(object, (String) key, last, path, level, put, edit)
        : element((Jsonb.Array) value, (String) key, last, path, level, put, edit);
  }

  private static Jsonb member(
      Jsonb.ObjectValue object,
      String key,
      boolean last,
      PgArray path,
      int level,
      @Nullable Jsonb put,
      Edit edit) {
    TreeMap<String, Jsonb> members = new TreeMap<>(Jsonb.KEYS);
    members.putAll(object.members());
    Jsonb present = members.get(key);
    if (!last) {
      if (present != null) {
        members.put(key, step(present, path, level + 1, put, edit));
      }
      return new Jsonb.ObjectValue(members);
    }
    boolean inserts = edit == Edit.INSERT_AFTER || edit == Edit.INSERT_BEFORE;
    if (present != null && inserts) {
      throw new EvaluationException("22023", "cannot replace existing key");
    }
    if (edit == Edit.DELETE) {
      members.remove(key);
    } else if (put != null && (present != null || edit != Edit.REPLACE)) {
      members.put(key, put);
    }
    return new Jsonb.ObjectValue(members);
  }

  private static Jsonb element(
      Jsonb.Array array,
      String key,
      boolean last,
      PgArray path,
      int level,
      @Nullable Jsonb put,
      Edit edit) {
    Long index = JsonPaths.index(key);
    if (index == null) {
      throw new EvaluationException(
          "22P02", "path element at position " + (level + 1) + " is not an integer");
    }
    List<Jsonb> elements = new ArrayList<>(array.elements());
    long place = index < 0 ? elements.size() + index : index;
    boolean inside = place >= 0 && place < elements.size();
    if (!last) {
      if (inside) {
        elements.set((int) place, step(elements.get((int) place), path, level + 1, put, edit));
      }
      return new Jsonb.Array(elements);
    }
    if (inside) {
      edit(elements, (int) place, put, edit);
    } else if (put != null && edit != Edit.REPLACE) {
      elements.add(place < 0 ? 0 : elements.size(), put);
    }
    return new Jsonb.Array(elements);
  }

  private static void edit(List<Jsonb> elements, int place, @Nullable Jsonb put, Edit edit) {
    if (put == null) {
      elements.remove(place);
      return;
    }
    switch (edit) {
      case INSERT_BEFORE -> elements.add(place, put);
      case INSERT_AFTER -> elements.add(place + 1, put);
      default -> elements.set(place, put);
    }
  }
}
