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
      case "boolean" -> ColumnType.scalar(display, "bool");
      case "smallint" -> ColumnType.scalar(display, "int2");
      case "integer" -> ColumnType.scalar(display, "int4");
      case "bigint" -> ColumnType.scalar(display, "int8");
      case "real" -> ColumnType.scalar(display, "float4");
      case "double precision" -> ColumnType.scalar(display, "float8");
      case "bytea" -> ColumnType.scalar(display, "bytea");
      case "date" -> ColumnType.scalar(display, "date");
      case "timestamp without time zone" -> ColumnType.scalar(display, "timestamp");
      case "timestamp with time zone" -> ColumnType.scalar(display, "timestamptz");
      case "numeric" -> ColumnType.scalar(display, "numeric");
      case "interval" -> ColumnType.scalar(display, "interval");
      case "character" -> ColumnType.scalar(display, "bpchar");
      case "character varying" -> ColumnType.scalar(display, "varchar");
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
              : ColumnType.scalar(display, plain);
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
}
