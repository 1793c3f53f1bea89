package dev.crossfade.mapping.evaluation.value;

import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.WireType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** Finds the {@link ValueType} of a column's type. */
public final class ValueTypes {

  private static final Map<String, ValueType> BUILT_IN = builtIn();

  /** The types that functions return often. */
  public static final ValueType BOOL = named("bool");

  public static final ValueType INT4 = named("int4");
  public static final ValueType TEXT = named("text");

  private ValueTypes() {}

  /** The type of a column or an expression. */
  public static ValueType of(ColumnType type) {
    if (type.kind() == ColumnType.Kind.ENUM) {
      return new EnumType(type.base(), type.enumLabels());
    }
    return named(type.base());
  }

  /** A type of {@code pg_catalog} by its {@code pg_type} name; any other is opaque. */
  public static ValueType named(String base) {
    ValueType type = BUILT_IN.get(base);
    if (type == null && base.startsWith("_") && BUILT_IN.containsKey(base.substring(1))) {
      type = new ArrayType(base, named(base.substring(1)));
    }
    return type == null ? new OpaqueType(base) : type;
  }

  /** The array type over an element type. */
  public static ValueType arrayOf(ValueType element) {
    return new ArrayType("_" + element.base(), element);
  }

  private static Map<String, ValueType> builtIn() {
    Map<String, ValueType> types = new HashMap<>();
    integer(types, "int2", 16, "smallint");
    integer(types, "int4", 32, "integer");
    integer(types, "int8", 64, "bigint");
    text(types, "text", PlainText::compare);
    text(types, "varchar", PlainText::compare);
    text(types, "name", PlainText::compare);
    text(
        types,
        "bpchar",
        (l, r) -> PlainText.compare(PlainText.withoutBlanks(l), PlainText.withoutBlanks(r)));
    dates(types);
    addresses(types);
    binary(types);
    put(
        types,
        ScalarType.asText(
            "json",
            text -> {
              JsonText.read(text);
              return text;
            },
            value -> (String) value,
            null));
    put(types, ScalarType.asText("jsonb", Jsonb::parse, value -> ((Jsonb) value).print(), null));
    put(types, ScalarType.asText("uuid", PlainText::uuid, v -> (String) v, natural(String.class)));
    put(
        types,
        ScalarType.asText(
            "numeric", NumberText::numeric, Object::toString, natural(Numeric.class)));
    return types;
  }

  private static void put(Map<String, ValueType> types, ValueType type) {
    types.put(type.base(), type);
  }

  private static <T extends Comparable<T>> Comparator<Object> natural(Class<T> type) {
    return (left, right) -> type.cast(left).compareTo(type.cast(right));
  }

  private static void integer(Map<String, ValueType> types, String base, int bits, String sqlName) {
    put(
        types,
        new ScalarType(
            base,
            (row, field) -> row.getLong(field),
            bits == 64
                ? (value, out) -> out.putLong((Long) value)
                : (value, out) -> out.putInt(((Long) value).intValue()),
            text -> NumberText.integer(text, bits, sqlName),
            Object::toString,
            natural(Long.class)));
  }

  private static void text(Map<String, ValueType> types, String base, Comparator<String> order) {
    put(
        types,
        ScalarType.asText(
            base,
            text -> text,
            value -> (String) value,
            (left, right) -> order.compare((String) left, (String) right)));
  }

  private static void binary(Map<String, ValueType> types) {
    put(
        types,
        new ScalarType(
            "bool",
            (row, field) -> row.getBoolean(field),
            (value, out) -> out.putBoolean((Boolean) value),
            PlainText::bool,
            value -> (Boolean) value ? "t" : "f",
            natural(Boolean.class)));
    put(
        types,
        new ScalarType(
            "float4",
            (row, field) -> row.getFloat(field),
            (value, out) -> out.putFloat((Float) value),
            FloatText::parseFloat,
            value -> FloatText.print((Float) value),
            (left, right) -> compare((Float) left, (Float) right)));
    put(
        types,
        new ScalarType(
            "float8",
            (row, field) -> row.getDouble(field),
            (value, out) -> out.putDouble((Double) value),
            FloatText::parseDouble,
            value -> FloatText.print((Double) value),
            (left, right) -> compare((Double) left, (Double) right)));
    put(
        types,
        new ScalarType(
            "bytea",
            (row, field) -> row.getBytes(field),
            (value, out) -> out.putBytes((byte[]) value, 0, ((byte[]) value).length),
            PlainText::bytea,
            value -> PlainText.bytea((byte[]) value),
            (left, right) -> Arrays.compareUnsigned((byte[]) left, (byte[]) right)));
  }

  /** PostgreSQL's order of floats: NaN is the largest and equal to itself, -0 equals 0. */
  public static int compare(double left, double right) {
    return left == right ? 0 : Double.compare(left, right);
  }

  private static void dates(Map<String, ValueType> types) {
    put(
        types,
        new ScalarType(
            "date",
            (row, field) -> dateOfWire(row.getInt(field)),
            (value, out) -> out.putInt(wireOfDate((Long) value)),
            DateTimeInput::date,
            value -> DateTimeText.date((Long) value),
            natural(Long.class)));
    put(
        types,
        ScalarType.asText(
            "time",
            DateTimeInput::time,
            value -> DateTimeText.time((Long) value),
            natural(Long.class)));
    put(
        types,
        new ScalarType(
            "timestamp",
            (row, field) -> timestampOfWire(row.getLong(field)),
            (value, out) -> out.putLong(wireOfTimestamp((Long) value)),
            DateTimeInput::timestamp,
            value -> DateTimeText.timestamp((Long) value),
            natural(Long.class)));
    put(
        types,
        new ScalarType(
            "timestamptz",
            (row, field) -> timestampOfWire(row.getLong(field)),
            (value, out) -> out.putLong(wireOfTimestamp((Long) value)),
            DateTimeInput::timestamptz,
            value -> DateTimeText.timestamptz((Long) value),
            natural(Long.class)));
    put(
        types,
        ScalarType.asText(
            "interval",
            IntervalInput::interval,
            value -> ((Interval) value).print(),
            natural(Interval.class)));
    put(
        types,
        ScalarType.asText(
            "timetz",
            ZonedTime::parse,
            value -> ((ZonedTime) value).print(),
            natural(ZonedTime.class)));
  }

  private static void addresses(Map<String, ValueType> types) {
    for (String base : new String[] {"inet", "cidr"}) {
      boolean cidr = base.equals("cidr");
      put(
          types,
          ScalarType.asText(
              base,
              text -> NetworkAddress.parse(text, cidr),
              value -> ((NetworkAddress) value).print(cidr),
              natural(NetworkAddress.class)));
    }
    put(
        types,
        ScalarType.asText(
            "macaddr", PlainText::macAddress, v -> (String) v, natural(String.class)));
  }

  private static long dateOfWire(int days) {
    return days == Integer.MIN_VALUE || days == Integer.MAX_VALUE
        ? days
        : (long) days - WireType.POSTGRES_EPOCH_DAYS;
  }

  private static int wireOfDate(long days) {
    return Civil.isInfiniteDate(days) ? (int) days : (int) (days + WireType.POSTGRES_EPOCH_DAYS);
  }

  private static long timestampOfWire(long micros) {
    return Civil.isInfinite(micros) ? micros : micros - WireType.POSTGRES_EPOCH_MICROS;
  }

  private static long wireOfTimestamp(long micros) {
    return Civil.isInfinite(micros) ? micros : micros + WireType.POSTGRES_EPOCH_MICROS;
  }
}
