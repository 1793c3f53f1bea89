package dev.crossfade.mapping.analysis;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Turns a constant's internal bytes into the text its output function prints.
 *
 * <p>Bytes are those of a little-endian server, the only kind PostgreSQL is still packaged for
 * apart from s390x.
 */
final class ConstantReader {

  private static final long TIME_INFINITY = Long.MAX_VALUE;

  private final Connection connection;
  private final Types types;
  private final Charset encoding;

  private ConstantReader(Connection connection, Types types, Charset encoding) {
    this.connection = connection;
    this.types = types;
    this.encoding = encoding;
  }

  static ConstantReader of(Connection connection, Types types) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement("SHOW server_encoding");
        ResultSet row = query.executeQuery()) {
      row.next();
      Charset encoding =
          switch (row.getString(1)) {
            case "UTF8" -> StandardCharsets.UTF_8;
            case "LATIN1" -> StandardCharsets.ISO_8859_1;
            default -> StandardCharsets.US_ASCII;
          };
      return new ConstantReader(connection, types, encoding);
    }
  }

  /** The text of a CONST that is not null; empty if its type is none that can be read. */
  Optional<String> text(Node constant) throws SQLException {
    byte[] bytes = bytes(constant);
    PgType type = types.baseOf(constant.number("consttype"));
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return type.length() == -1 ? varlena(type, buffer) : fixed(type, buffer);
  }

  /** The characters of a literal that no type was found for. */
  String unknown(Node constant) {
    byte[] bytes = bytes(constant); // with a 0 at the end
    return new String(bytes, 0, Math.max(0, bytes.length - 1), encoding);
  }

  private static byte[] bytes(Node constant) {
    List<Object> values = constant.values("constvalue"); // length [ b b b … ]
    byte[] bytes = new byte[Math.max(0, values.size() - 3)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt((String) values.get(i + 2));
    }
    return bytes;
  }

  private Optional<String> varlena(PgType type, ByteBuffer stored) throws SQLException {
    boolean shortHeader = (stored.get(0) & 1) == 1;
    ByteBuffer body = stored.position(shortHeader ? 1 : 4).slice().order(ByteOrder.LITTLE_ENDIAN);
    return content(type, body, stored);
  }

  private Optional<String> content(PgType type, ByteBuffer body, ByteBuffer whole)
      throws SQLException {
    if (type.isArray()) {
      return new ArrayConstant(this, types).text(type, whole);
    }
    if (!type.isBuiltIn()) {
      return Optional.empty();
    }
    return switch (type.name()) {
      case "text", "varchar", "bpchar", "json", "xml" -> Optional.of(string(body));
      case "bytea" -> Optional.of("\\x" + HexFormat.of().formatHex(rest(body)));
      case "numeric" -> Optional.of(NumericConstant.text(body));
      case "jsonb" -> Optional.of(new JsonbConstant(body).text());
      default -> Optional.empty();
    };
  }

  /** An element of an array or a constant that has no length of its own. */
  Optional<String> fixed(PgType type, ByteBuffer value) throws SQLException {
    if (type.kind() == 'e') {
      return Optional.of(
          query("SELECT enumlabel FROM pg_enum WHERE oid = ?::oid", value.getInt() & 0xffffffffL));
    }
    if (!type.isBuiltIn()) {
      return Optional.empty();
    }
    return switch (type.name()) {
      case "bool" -> Optional.of(value.get() == 0 ? "f" : "t");
      case "int2" -> Optional.of(String.valueOf(value.getShort()));
      case "int4" -> Optional.of(String.valueOf(value.getInt()));
      case "int8" -> Optional.of(String.valueOf(value.getLong()));
      case "oid" -> Optional.of(String.valueOf(value.getInt() & 0xffffffffL));
      case "float4" -> Optional.of(query("SELECT ?::float4::text", value.getFloat()));
      case "float8" -> Optional.of(query("SELECT ?::float8::text", value.getDouble()));
      case "char" -> Optional.of(String.valueOf((char) (value.get() & 0xff)));
      case "name", "unknown" -> Optional.of(string(value).replaceFirst("\0.*$", ""));
      case "uuid" -> Optional.of(new UUID(bigEndian(value, 0), bigEndian(value, 8)).toString());
      case "date" -> Optional.of(date(value.getInt()));
      case "time" -> Optional.of(time(value.getLong()));
      case "timestamp", "timestamptz" -> Optional.of(timestamp(type.name(), value.getLong()));
      case "interval" -> Optional.of(interval(value.getLong(0), value.getInt(8), value.getInt(12)));
      default -> Optional.empty();
    };
  }

  String string(ByteBuffer bytes) {
    return new String(rest(bytes), encoding);
  }

  static byte[] rest(ByteBuffer bytes) {
    byte[] rest = new byte[bytes.remaining()];
    bytes.get(rest);
    return rest;
  }

  private static long bigEndian(ByteBuffer value, int at) {
    return value.duplicate().order(ByteOrder.BIG_ENDIAN).getLong(value.position() + at);
  }

  private String date(int days) throws SQLException {
    if (days == Integer.MAX_VALUE || days == Integer.MIN_VALUE) {
      return days > 0 ? "infinity" : "-infinity";
    }
    return query("SELECT ('2000-01-01'::date + ?::int)::text", days);
  }

  private String time(long micros) throws SQLException {
    return micros == 86_400_000_000L
        ? "24:00:00"
        : query("SELECT ('00:00'::time + ? * interval '1 microsecond')::text", micros);
  }

  private String timestamp(String type, long micros) throws SQLException {
    if (micros == TIME_INFINITY || micros == Long.MIN_VALUE) {
      return micros > 0 ? "infinity" : "-infinity";
    }
    // In two steps: a number of microseconds does not fit a double.
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT ('2000-01-01'::"
                + type
                + " + ? * interval '1 day' + ? * interval '1 microsecond')::text")) {
      query.setLong(1, Math.floorDiv(micros, 86_400_000_000L));
      query.setLong(2, Math.floorMod(micros, 86_400_000_000L));
      return only(query);
    }
  }

  private String interval(long micros, int days, int months) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT (make_interval(months => ?, days => ?) + make_interval(hours => ?)"
                + " + ? * interval '1 microsecond')::text")) {
      query.setInt(1, months);
      query.setInt(2, days);
      query.setInt(3, (int) (micros / 3_600_000_000L));
      query.setLong(4, micros % 3_600_000_000L);
      return only(query);
    }
  }

  private String query(String sql, Object value) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setObject(1, value);
      return only(query);
    }
  }

  private static String only(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      row.next();
      return row.getString(1);
    }
  }
}
