package dev.crossfade.schemas;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a row or key record in order, with the Avro schema and single-object header that
 * say the same to others.
 *
 * <p>Every field is nullable on the wire, whatever the column says: a constraint that is dropped
 * later changes no bytes.
 */
public final class RowLayout {

  /**
   * One field.
   *
   * @param name the column's own name
   * @param typeName the column's type as {@code format_type} gives it
   * @param nested the natural key's layout for {@link WireType#LATE}, else null
   */
  public record Field(String name, String typeName, WireType wire, @Nullable RowLayout nested) {}

  private final List<Field> fields;
  private final WireType[] wires;
  private final Schema schema;
  private final long fingerprint;
  private final byte[] header;

  private RowLayout(Schema schema, List<Field> fields) {
    this.fields = List.copyOf(fields);
    this.wires = fields.stream().map(Field::wire).toArray(WireType[]::new);
    this.schema = schema;
    this.fingerprint = SchemaNormalization.parsingFingerprint64(schema);
    this.header = SingleObject.header(fingerprint);
  }

  /** The row record of an old table. */
  public static RowLayout ofOld(String migration, OldTable table) {
    return of(
        recordName(table.id(), "Row"),
        "crossfade." + migration + ".old",
        table.columns().stream().map(c -> field(c.name(), c.type())).toList());
  }

  /** The key record of an old table: the primary key's columns in canonical form. */
  public static RowLayout ofOldKey(String migration, OldTable table) {
    return of(
        recordName(table.id(), "Key"),
        "crossfade." + migration + ".old",
        table.key().stream()
            .map(name -> table.columns().get(table.indexOf(name)))
            .map(c -> field(c.name(), c.type()))
            .toList());
  }

  /** The row record of a new table. */
  public static RowLayout ofNew(String migration, NewTable table) {
    return of(
        recordName(table.id(), "Row"),
        "crossfade." + migration + ".new",
        table.columns().stream().map(c -> newField(migration, table, c, "Row")).toList());
  }

  /** The key record of a new table, in canonical form. */
  public static RowLayout ofNewKey(String migration, NewTable table) {
    return of(
        recordName(table.id(), "Key"),
        "crossfade." + migration + ".new",
        table.key().stream()
            .map(name -> table.columns().get(table.indexOf(name)))
            .map(c -> newField(migration, table, c, "Key"))
            .toList());
  }

  /** A record of any fields; field names must differ. */
  public static RowLayout of(String recordName, String namespace, List<Field> fields) {
    List<Schema.Field> avro = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (Field field : fields) {
      String name = avroName(field.name());
      while (!taken.add(name)) { // only names with escaped characters can meet
        name += "_";
      }
      Schema type = Schema.createUnion(Schema.create(Schema.Type.NULL), valueSchema(field));
      Schema.Field avroField = new Schema.Field(name, type, null, Schema.Field.NULL_DEFAULT_VALUE);
      avroField.addProp("column", field.name());
      avroField.addProp("pgType", field.typeName());
      avro.add(avroField);
    }
    return new RowLayout(Schema.createRecord(recordName, null, namespace, false, avro), fields);
  }

  private static Field field(String name, ColumnType type) {
    return new Field(name, type.display(), type.wire(), null);
  }

  private static Field newField(
      String migration, NewTable table, NewTable.Column column, String suffix) {
    NewTable.LateReference late = column.late();
    if (late == null) {
      return field(column.name(), column.type());
    }
    RowLayout nested =
        of(
            recordName(table.id(), suffix) + "_" + avroName(column.name()),
            "crossfade." + migration + ".new",
            late.key().stream().map(k -> field(k.name(), k.type())).toList());
    return new Field(column.name(), column.type().display(), WireType.LATE, nested);
  }

  private static Schema valueSchema(Field field) {
    return switch (field.wire()) {
      case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
      case INT -> Schema.create(Schema.Type.INT);
      case LONG -> Schema.create(Schema.Type.LONG);
      case FLOAT -> Schema.create(Schema.Type.FLOAT);
      case DOUBLE -> Schema.create(Schema.Type.DOUBLE);
      case BYTES -> Schema.create(Schema.Type.BYTES);
      case DATE -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
      case TIMESTAMP ->
          LogicalTypes.localTimestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
      case TIMESTAMPTZ ->
          LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
      case TEXT -> Schema.create(Schema.Type.STRING);
      case LATE -> java.util.Objects.requireNonNull(field.nested()).schema;
    };
  }

  private static String recordName(TableId table, String suffix) {
    return avroName(table.schema()) + "__" + avroName(table.name()) + suffix;
  }

  /**
   * Avro allows letters, digits and {@code _}, not a digit first; the column property holds the
   * real name.
   */
  private static String avroName(String name) {
    String encoded = TopicNames.encode(name).replace("-", "_x");
    return Character.isDigit(encoded.charAt(0)) ? "_" + encoded : encoded;
  }

  public List<Field> fields() {
    return fields;
  }

  public int size() {
    return wires.length;
  }

  public WireType wire(int index) {
    return wires[index];
  }

  /** The place of a field, from 0; -1 if there is none of that name. */
  public int indexOf(String name) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  public Schema schema() {
    return schema;
  }

  /** CRC-64-AVRO of the schema's parsing form. */
  public long fingerprint() {
    return fingerprint;
  }

  /** The ten bytes before every record of this layout; a copy. */
  public byte[] header() {
    return header.clone();
  }

  /** Whether {@code bytes} is a record of this layout. */
  public boolean isHeaderOf(byte[] bytes) {
    return SingleObject.startsWith(bytes, header);
  }

  byte[] headerBytes() {
    return header;
  }
}
