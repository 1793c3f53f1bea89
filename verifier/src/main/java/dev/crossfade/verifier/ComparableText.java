package dev.crossfade.verifier;

import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.KeyForm;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * SQL expressions that bring an old value and the new value it should have become to the same text.
 *
 * <p>They say what an INSERT makes of a value without cutting anything: a text that does not fit
 * its varchar keeps its length here and so differs from any row that was stored.
 */
final class ComparableText {

  private static final Set<String> INTEGERS = Set.of("int2", "int4", "int8");
  private static final Set<String> BITS = Set.of("bit", "varbit");
  private static final Set<String> FLOATS = Set.of("float4", "float8");
  private static final Set<String> TIMES =
      Set.of("timestamp", "timestamptz", "time", "timetz", "interval");

  private ComparableText() {}

  /** The old value as the new column would print it. */
  static String ofOld(String value, ColumnType from, ColumnType to) {
    String base = to.base();
    if (INTEGERS.contains(base)) {
      return integer(value, from);
    }
    if (base.equals("numeric")) {
      int scale = scale(to);
      return scale < 0
          ? value + "::pg_catalog.numeric::pg_catalog.text"
          : "pg_catalog.round(" + value + "::pg_catalog.numeric, " + scale + ")::pg_catalog.text";
    }
    if (base.equals("varchar") && to.modifier() >= 4) {
      return withoutBlanksBeyond(text(value), to.modifier() - 4);
    }
    if (base.equals("bpchar")) {
      return "pg_catalog.rtrim(" + text(value) + ", ' ')";
    }
    if (from.display().equals(to.display())
        || to.kind() == ColumnType.Kind.ENUM
        || BITS.contains(base)) { // a cast to bit(n) cuts
      return text(value);
    }
    if (FLOATS.contains(base) || TIMES.contains(base) || isBuiltIn(to)) {
      return value + "::" + builtInDisplay(to) + "::pg_catalog.text";
    }
    return text(value);
  }

  /** The new value as it prints. */
  static String ofNew(String value, ColumnType type) {
    return type.base().equals("bpchar")
        ? "pg_catalog.rtrim(" + text(value) + ", ' ')"
        : text(value);
  }

  /** The text of a key value: the same for two values exactly if PostgreSQL holds them equal. */
  static String ofKey(String value, KeyForm form) {
    return switch (form) {
      case EXACT, NONE -> text(value);
      case NUMERIC -> "pg_catalog.trim_scale(" + value + "::pg_catalog.numeric)::pg_catalog.text";
      case BLANK_TRIMMED -> "pg_catalog.rtrim(" + text(value) + ", ' ')";
      case FLOAT -> "CASE WHEN " + value + " = 0 THEN '0' ELSE " + text(value) + " END";
      case INTERVAL -> "pg_catalog.justify_interval(" + value + ")::pg_catalog.text";
    };
  }

  /** The text of an old value in the key of the new column it goes into. */
  static String ofOldKey(String value, ColumnType from, ColumnType to) {
    String printed = ofOld(value, from, to);
    return switch (to.keyForm()) {
      case EXACT, NONE, BLANK_TRIMMED -> printed;
      case NUMERIC, FLOAT, INTERVAL ->
          ofKey("(" + printed + ")::" + builtInDisplay(to), to.keyForm());
    };
  }

  private static String integer(String value, ColumnType from) {
    if (INTEGERS.contains(from.base())) {
      return text(value);
    }
    return from.base().equals("numeric")
        ? "pg_catalog.round(" + value + ")::pg_catalog.text"
        : value + "::pg_catalog.int8::pg_catalog.text";
  }

  /** An assignment to varchar(n) drops blanks beyond n, and nothing else. */
  private static String withoutBlanksBeyond(String value, int length) {
    return "CASE WHEN pg_catalog.length("
        + value
        + ") > "
        + length
        + " AND pg_catalog.rtrim(pg_catalog.substr("
        + value
        + ", "
        + (length + 1)
        + "), ' ') = '' THEN pg_catalog.left("
        + value
        + ", "
        + length
        + ") ELSE "
        + value
        + " END";
  }

  private static String text(String value) {
    return value + "::pg_catalog.text";
  }

  private static int scale(ColumnType numeric) {
    if (numeric.modifier() < 4) {
      return -1;
    }
    int packed = (numeric.modifier() - 4) & 0x7ff; // 11 bits, signed since PostgreSQL 15
    return packed > 1000 ? packed - 2048 : packed;
  }

  private static boolean isBuiltIn(ColumnType type) {
    return !type.base().startsWith("\"");
  }

  /** A built-in type's name with its modifier; domains stand for the type below them. */
  private static String builtInDisplay(ColumnType type) {
    @Nullable String display = type.domain() || !isBuiltIn(type) ? null : type.display();
    return display != null ? display : "pg_catalog." + type.base();
  }
}
