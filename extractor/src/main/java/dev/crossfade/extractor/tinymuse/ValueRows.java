package dev.crossfade.extractor.tinymuse;

import dev.crossfade.extractor.files.RowSink;
import dev.crossfade.extractor.tinymuse.DumpObject.Definition;
import dev.crossfade.extractor.tinymuse.DumpObject.Value;
import dev.crossfade.extractor.tinymuse.Numbered.Builtin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes rows of an object's attribute values by the old server's rules: the last of several counts,
 * an empty one deletes, and what is defined nowhere is dropped.
 */
final class ValueRows {

  private static final int BUILTIN = -1;
  private static final int LOCK = 128;

  private final Outline outline;
  private final RowSink sink;
  private final Consumer<Remark> remarks;

  ValueRows(Outline outline, RowSink sink, Consumer<Remark> remarks) {
    this.outline = outline;
    this.sink = sink;
    this.remarks = remarks;
  }

  private record Attribute(int definer, int index) {}

  void of(DumpObject object) {
    Map<Attribute, Value> last = new LinkedHashMap<>();
    for (Value value : object.values()) {
      Value earlier = last.put(new Attribute(value.definer(), value.index()), value);
      if (earlier != null) {
        remark(object, earlier, "a value that a later one replaces: dropped");
      }
    }
    last.values().forEach(value -> row(object, value));
  }

  private void row(DumpObject object, Value value) {
    if (value.text().isEmpty()) {
      remark(object, value, "an empty value, which deletes the attribute: dropped");
    } else if (value.definer() == BUILTIN) {
      builtin(object, value);
    } else {
      defined(object, value);
    }
  }

  private void builtin(DumpObject object, Value value) {
    Builtin builtin = Numbered.ATTRIBUTES.get(value.index());
    if (value.index() == 0) {
      remark(object, value, "a value whose definition had vanished when it was written: dropped");
    } else if (builtin == null) {
      remark(object, value, "a value of an attribute that no server knows: dropped");
    } else if (builtin.isForgotten()) {
      remark(object, value, "a value of " + builtin.name() + ", which the server forgets: dropped");
    } else if (builtin.isPassword()) {
      sink.row(TinymuseTables.PASSWORDS, text(object.dbref()), value.text());
    } else {
      row(object, value, builtin.name(), builtin.flags());
    }
  }

  private void defined(DumpObject object, Value value) {
    Optional<Definition> definition =
        value.definer() < 0 || value.index() < 0
            ? Optional.empty()
            : outline.definition(value.definer(), value.index());
    if (definition.isEmpty()) {
      remark(object, value, "a value of a definition that does not exist: dropped");
    } else {
      row(object, value, definition.get().name(), definition.get().flags());
    }
  }

  private void row(DumpObject object, Value value, String name, int flags) {
    String dbref = text(object.dbref());
    String definer = text(value.definer());
    String index = text(value.index());
    sink.row(TinymuseTables.ATTRIBUTES, dbref, definer, index, name, text(flags), value.text());
    if ((flags & LOCK) != 0) {
      Optional<List<Integer>> named = LockReferences.of(value.text());
      if (named.isEmpty()) {
        remark(object, value, "a lock that cannot be read: its text is kept, its references not");
      }
      List<Integer> dbrefs = named.orElse(List.of());
      for (int i = 0; i < dbrefs.size(); i++) {
        sink.row(
            TinymuseTables.LOCK_REFERENCES,
            dbref,
            definer,
            index,
            text(i + 1),
            text(dbrefs.get(i)));
      }
    }
  }

  private void remark(DumpObject object, Value value, String what) {
    remarks.accept(new Remark(value.line(), "object #" + object.dbref(), what));
  }

  private static String text(int number) {
    return Integer.toString(number);
  }
}
