package dev.crossfade.extractor.archive;

import dev.crossfade.extractor.files.FileTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The types of a table's columns: as the archive says, else the narrowest that holds all values.
 */
final class Guess {

  private static final List<String> USUAL_KEYS = List.of("id", "xmlid");

  private final String name;
  private final List<String> columns;
  private final List<@Nullable String> types;
  private final List<String> key;
  private final List<@Nullable Type> found;
  private long rows;

  /** The types that values can ask for. */
  private enum Type {
    BOOLEAN,
    BIGINT,
    NUMERIC,
    TEXT,
    JSONB
  }

  Guess(
      String name,
      List<String> columns,
      List<@Nullable String> types,
      List<String> key,
      Function<String, RuntimeException> damaged) {
    this.name = name;
    this.columns = List.copyOf(columns);
    this.types = new ArrayList<>(types);
    this.key = key.isEmpty() ? usualKey(columns) : List.copyOf(key);
    this.found = new ArrayList<>(java.util.Collections.nCopies(columns.size(), null));
    if (this.key.isEmpty() || !columns.containsAll(this.key)) {
      throw damaged.apply(
          "table " + name + " has no key: it names none, and has no column id or xmlid");
    }
  }

  private static List<String> usualKey(List<String> columns) {
    return USUAL_KEYS.stream().filter(columns::contains).limit(1).toList();
  }

  void row(JsonValue[] values) {
    for (int i = 0; i < values.length; i++) {
      Type asked = asked(values[i]);
      if (asked != null) {
        Type before = found.get(i);
        found.set(i, before == null ? asked : wider(before, asked));
      }
    }
  }

  void end(long count) {
    rows = count;
  }

  long rows() {
    return rows;
  }

  FileTable table() {
    List<FileTable.Column> all = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      String type = types.get(i);
      Type guessed = found.get(i) == null ? Type.TEXT : found.get(i);
      all.add(
          new FileTable.Column(
              columns.get(i),
              type == null ? String.valueOf(guessed).toLowerCase(Locale.ROOT) : type,
              false));
    }
    return new FileTable(name, all, key);
  }

  private static @Nullable Type asked(JsonValue value) {
    return switch (value.kind()) {
      case NULL -> null;
      case BOOLEAN -> Type.BOOLEAN;
      case INTEGER -> value.text().length() <= 18 ? Type.BIGINT : Type.NUMERIC;
      case DECIMAL -> Type.NUMERIC;
      case STRING -> Type.TEXT;
      case STRUCTURE -> Type.JSONB;
    };
  }

  private static Type wider(Type a, Type b) {
    if (a == b) {
      return a;
    }
    if (a == Type.JSONB || b == Type.JSONB) {
      return Type.JSONB;
    }
    boolean numbers = a != Type.BOOLEAN && b != Type.BOOLEAN && a != Type.TEXT && b != Type.TEXT;
    return numbers ? Type.NUMERIC : Type.TEXT;
  }
}
