package dev.crossfade.mapping.analysis;

import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.KeyForm;
import dev.crossfade.schemas.WireType;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The types of one database, and the column types made of them. */
final class Types {

  private static final String READ =
      """
      SELECT t.oid, n.nspname, t.typname, t.typtype, t.typcategory,
             CASE WHEN t.typsubscript = 'array_subscript_handler'::regproc THEN t.typelem ELSE 0 END,
             t.typbasetype, t.typtypmod, t.typlen, t.typbyval, t.typalign,
             ARRAY(SELECT e.enumlabel::text FROM pg_enum e WHERE e.enumtypid = t.oid
                   ORDER BY e.enumsortorder)
        FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace""";

  private static final Set<String> EXACT_KEYS =
      Set.of(
          "bool",
          "int2",
          "int4",
          "int8",
          "oid",
          "uuid",
          "date",
          "time",
          "timestamp",
          "timestamptz",
          "bytea",
          "name",
          "char",
          "inet",
          "cidr",
          "macaddr",
          "macaddr8",
          "bit",
          "varbit",
          "pg_lsn");

  private final Connection connection;
  private final Map<Long, PgType> byOid = new HashMap<>();
  private final Map<String, ColumnType> made = new HashMap<>();
  private final Set<Long> unequalCollations = new HashSet<>();

  private Types(Connection connection) {
    this.connection = connection;
  }

  /** Reads all types; the session's search_path is {@code pg_catalog} whenever it is used. */
  static Types read(Connection connection) throws SQLException {
    Types types = new Types(connection);
    try (Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery(READ)) {
        while (rows.next()) {
          PgType type = typeOf(rows);
          types.byOid.put(type.oid(), type);
        }
      }
      try (ResultSet rows =
          statement.executeQuery("SELECT oid FROM pg_collation WHERE NOT collisdeterministic")) {
        while (rows.next()) {
          types.unequalCollations.add(rows.getLong(1));
        }
      }
    }
    return types;
  }

  private static PgType typeOf(ResultSet rows) throws SQLException {
    return new PgType(
        rows.getLong(1),
        rows.getString(2),
        rows.getString(3),
        rows.getString(4).charAt(0),
        rows.getString(5).charAt(0),
        rows.getLong(6),
        rows.getLong(7),
        rows.getInt(8),
        rows.getInt(9),
        rows.getBoolean(10),
        rows.getString(11).charAt(0),
        labels(rows.getArray(12)));
  }

  private static List<String> labels(Array array) throws SQLException {
    return Arrays.asList((String[]) array.getArray());
  }

  /**
   * A type by its oid.
   *
   * @throws NodeFormatException if there is none
   */
  PgType of(long oid) {
    PgType type = byOid.get(oid);
    if (type == null) {
      throw new NodeFormatException("type " + oid + " does not exist");
    }
    return type;
  }

  /** The built-in type of that name. */
  PgType builtIn(String name) {
    return find(name).orElseThrow(() -> new NodeFormatException("no built-in type " + name));
  }

  /** The type that {@link PgType#reference} names so. */
  Optional<PgType> find(String reference) {
    return byOid.values().stream().filter(type -> type.reference().equals(reference)).findFirst();
  }

  /** The type below all domains. */
  PgType baseOf(long oid) {
    PgType type = of(oid);
    while (type.isDomain()) {
      type = of(type.base());
    }
    return type;
  }

  /** A built-in type without modifier. */
  ColumnType columnType(String builtIn) throws SQLException {
    return columnType(builtIn(builtIn).oid(), -1, 0);
  }

  /**
   * The type of a column or expression.
   *
   * @param collation oid, 0 if none
   */
  ColumnType columnType(long oid, int modifier, long collation) throws SQLException {
    String key = oid + "/" + modifier + "/" + unequalCollations.contains(collation);
    ColumnType known = made.get(key);
    if (known != null) {
      return known;
    }
    PgType own = of(oid);
    PgType base = own;
    int baseModifier = modifier;
    while (base.isDomain()) {
      baseModifier = base.baseModifier();
      base = of(base.base());
    }
    ColumnType type =
        new ColumnType(
            display(oid, modifier),
            base.reference(),
            kindOf(base),
            own.isDomain(),
            baseModifier,
            base.labels(),
            base.isBuiltIn() ? WireType.ofBuiltIn(base.name()) : WireType.TEXT,
            keyFormOf(base, unequalCollations.contains(collation)));
    made.put(key, type);
    return type;
  }

  /** {@code format_type}: only built-in types go without their schema. */
  String display(long oid, int modifier) throws SQLException {
    try (PreparedStatement format =
        connection.prepareStatement("SELECT pg_catalog.format_type(?, ?)")) {
      format.setLong(1, oid);
      format.setInt(2, modifier);
      try (ResultSet row = format.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  private static ColumnType.Kind kindOf(PgType base) {
    return switch (base.kind()) {
      case 'e' -> ColumnType.Kind.ENUM;
      case 'c' -> ColumnType.Kind.COMPOSITE;
      case 'r', 'm' -> ColumnType.Kind.RANGE;
      default -> base.isArray() ? ColumnType.Kind.ARRAY : ColumnType.Kind.BASE;
    };
  }

  private static KeyForm keyFormOf(PgType base, boolean equalIsNotSame) {
    if (base.kind() == 'e') {
      return KeyForm.EXACT;
    }
    if (!base.isBuiltIn() || equalIsNotSame) {
      return KeyForm.NONE;
    }
    return switch (base.name()) {
      case "text", "varchar" -> KeyForm.EXACT;
      case "numeric" -> KeyForm.NUMERIC;
      case "bpchar" -> KeyForm.BLANK_TRIMMED;
      case "float4", "float8" -> KeyForm.FLOAT;
      case "interval" -> KeyForm.INTERVAL;
      default -> EXACT_KEYS.contains(base.name()) ? KeyForm.EXACT : KeyForm.NONE;
    };
  }
}
