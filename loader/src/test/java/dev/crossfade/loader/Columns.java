package dev.crossfade.loader;

import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.KeyForm;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.TableId;
import dev.crossfade.schemas.WireType;
import java.util.List;

/** Columns for tests, by the names PostgreSQL gives their types. */
final class Columns {

  private Columns() {}

  static NewTable.Column column(String name, String type) {
    return new NewTable.Column(name, type(type), false, false, null);
  }

  static NewTable.Column notNull(String name, String type) {
    return new NewTable.Column(name, type(type), true, false, null);
  }

  static NewTable.Column always(String name, String type) {
    return new NewTable.Column(name, type(type), true, true, null);
  }

  static NewTable.Column late(
      String name, String type, TableId table, String id, NewTable.KeyColumn... key) {
    return new NewTable.Column(
        name, type(type), false, false, new NewTable.LateReference(table, id, List.of(key)));
  }

  static NewTable.KeyColumn key(String name, String type) {
    return new NewTable.KeyColumn(name, type(type));
  }

  static ColumnType type(String display) {
    String plain = display.replaceAll("\\(.*\\)", "");
    return switch (plain) {
      case "boolean" -> of(display, "bool", WireType.BOOLEAN, KeyForm.EXACT);
      case "smallint" -> of(display, "int2", WireType.INT, KeyForm.EXACT);
      case "integer" -> of(display, "int4", WireType.INT, KeyForm.EXACT);
      case "bigint" -> of(display, "int8", WireType.LONG, KeyForm.EXACT);
      case "real" -> of(display, "float4", WireType.FLOAT, KeyForm.FLOAT);
      case "double precision" -> of(display, "float8", WireType.DOUBLE, KeyForm.FLOAT);
      case "bytea" -> of(display, "bytea", WireType.BYTES, KeyForm.EXACT);
      case "date" -> of(display, "date", WireType.DATE, KeyForm.EXACT);
      case "timestamp without time zone" ->
          of(display, "timestamp", WireType.TIMESTAMP, KeyForm.EXACT);
      case "timestamp with time zone" ->
          of(display, "timestamptz", WireType.TIMESTAMPTZ, KeyForm.EXACT);
      case "numeric" -> of(display, "numeric", WireType.TEXT, KeyForm.NUMERIC);
      case "interval" -> of(display, "interval", WireType.TEXT, KeyForm.INTERVAL);
      case "character" -> of(display, "bpchar", WireType.TEXT, KeyForm.BLANK_TRIMMED);
      case "character varying" -> of(display, "varchar", WireType.TEXT, KeyForm.EXACT);
      default ->
          plain.endsWith("[]")
              ? new ColumnType(
                  display,
                  "_" + type(plain.substring(0, plain.length() - 2)).base(),
                  ColumnType.Kind.ARRAY,
                  false,
                  -1,
                  List.of(),
                  WireType.TEXT,
                  KeyForm.NONE)
              : of(display, plain, WireType.TEXT, KeyForm.EXACT);
    };
  }

  static ColumnType enumType(String display, String... labels) {
    return new ColumnType(
        display,
        display,
        ColumnType.Kind.ENUM,
        false,
        -1,
        List.of(labels),
        WireType.TEXT,
        KeyForm.EXACT);
  }

  private static ColumnType of(String display, String base, WireType wire, KeyForm form) {
    return new ColumnType(display, base, ColumnType.Kind.BASE, false, -1, List.of(), wire, form);
  }
}
