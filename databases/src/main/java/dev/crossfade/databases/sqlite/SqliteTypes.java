package dev.crossfade.databases.sqlite;

import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.TypeTable;
import java.util.Set;

/**
 * What PostgreSQL's values become in SQLite; the same table stands in {@code docs/sqlite-types.md}.
 *
 * <p>A column of SQLite stands here as its {@link StandIn stand-in} in PostgreSQL.
 */
public final class SqliteTypes implements TypeTable {

  private static final Set<String> INTEGERS = Set.of("int2", "int4", "int8", "oid");
  private static final Set<String> FLOATS = Set.of("float4", "float8");

  private static final AsAssigned AS_ASSIGNED = new AsAssigned();
  private static final Rewritten ZERO_OR_ONE = new Rewritten("(", ")::pg_catalog.int4");

  // Only the first blank of PostgreSQL's text stands between date and time: "… BC" keeps its own,
  // and "infinity" has none. The session's time zone is UTC.
  private static final Rewritten ISO_TIMESTAMP =
      new Rewritten("pg_catalog.regexp_replace((", ")::pg_catalog.text, ' ', 'T')");
  private static final Rewritten ISO_TIMESTAMPTZ =
      new Rewritten(
          "pg_catalog.regexp_replace(pg_catalog.replace((",
          ")::pg_catalog.text, '+00', '+00:00'), ' ', 'T')");

  @Override
  public Meeting meet(ColumnType from, ColumnType to) {
    return switch (to.base()) {
      case "int8" -> toInteger(from);
      case "float8" -> toReal(from);
      case "numeric" -> toNumeric(from);
      case "bytea" -> toBlob(from);
      default -> toText(from);
    };
  }

  private static Meeting toInteger(ColumnType from) {
    if (from.base().equals("bool")) {
      return ZERO_OR_ONE;
    }
    if (INTEGERS.contains(from.base())) {
      return AS_ASSIGNED;
    }
    return new Refused(
        isNumber(from)
            ? "an INTEGER keeps no fraction: declare the column REAL, or say round(…)::bigint"
            : "declare the column TEXT, or cast the value in mapping.sql");
  }

  private static Meeting toReal(ColumnType from) {
    return INTEGERS.contains(from.base()) || isNumber(from)
        ? AS_ASSIGNED
        : new Refused("declare the column TEXT, or cast the value in mapping.sql");
  }

  private static Meeting toNumeric(ColumnType from) {
    if (from.base().equals("bool")) {
      return ZERO_OR_ONE;
    }
    return INTEGERS.contains(from.base()) || isNumber(from)
        ? AS_ASSIGNED
        : new Refused(
            "SQLite takes the column's type for a number's: declare it TEXT, or cast the value in"
                + " mapping.sql");
  }

  private static Meeting toBlob(ColumnType from) {
    return from.base().equals("bytea")
        ? AS_ASSIGNED
        : new Refused("declare the column TEXT: a BLOB keeps bytes only");
  }

  private static Meeting toText(ColumnType from) {
    return switch (from.base()) {
      case "timestamp" -> ISO_TIMESTAMP;
      case "timestamptz" -> ISO_TIMESTAMPTZ;
      case "bytea" ->
          new Refused(
              "declare the column BLOB, or say how the bytes are written: encode(…, 'hex')");
      default -> AS_ASSIGNED;
    };
  }

  private static boolean isNumber(ColumnType type) {
    return type.base().equals("numeric") || FLOATS.contains(type.base());
  }
}
