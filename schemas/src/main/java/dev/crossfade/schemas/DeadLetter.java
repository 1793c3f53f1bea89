package dev.crossfade.schemas;

import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;

/**
 * A row that could not be mapped or written, with its origin and reason; never its values.
 *
 * @param generation whose mapping made it
 * @param statement number of the statement in mapping.sql, from 1; 0 if the loader refused the row
 * @param oldTable {@link TableId#quoted} of the old table, null if the loader refused the row
 * @param newTable {@link TableId#quoted} of the new table
 * @param rowKey key record of the old row (stage MAP, WRITE) or of the new row (stage LOAD),
 *     single-object encoded; stage WRITE adds the new key's record and the ordinal (four bytes),
 *     because one old row can lose at several keys
 * @param keyText the key for people, as JSON {@code {"id": "7"}}; sensitive columns are {@code
 *     "***"}
 * @param sqlState PostgreSQL's code for what is wrong: 22001, 22003, 23502, 23514 …
 * @param column the new column it concerns, if one
 * @param reason one sentence without values
 * @param committedAtMicros when the old transaction of the refused version committed
 */
public record DeadLetter(
    int generation,
    Stage stage,
    int statement,
    @Nullable String oldTable,
    String newTable,
    Bytes rowKey,
    String keyText,
    String sqlState,
    @Nullable String column,
    String reason,
    long committedAtMicros) {

  /** Who refused the row. */
  public enum Stage {
    /** An expression or an assignment cast raised. */
    MAP(0),
    /** Another origin stands at this key. */
    WRITE(1),
    /** The new database refused it. */
    LOAD(2);

    private final int symbol;

    Stage(int symbol) {
      this.symbol = symbol;
    }

    private static Stage of(long symbol) {
      for (Stage stage : values()) {
        if (stage.symbol == symbol) {
          return stage;
        }
      }
      throw new WireFormatException("a dead letter of unknown stage " + symbol);
    }
  }

  private static final Schema KEY =
      Schema.createRecord(
          "DeadLetterKey",
          null,
          "crossfade",
          false,
          List.of(
              new Schema.Field("generation", Schema.create(Schema.Type.INT)),
              new Schema.Field(
                  "stage",
                  Schema.createEnum(
                      "DeadLetterStage", null, "crossfade", List.of("MAP", "WRITE", "LOAD"))),
              new Schema.Field("statement", Schema.create(Schema.Type.INT)),
              new Schema.Field("newTable", Schema.create(Schema.Type.STRING)),
              new Schema.Field("rowKey", Schema.create(Schema.Type.BYTES))));

  private static final Schema OPTIONAL_TEXT =
      Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.STRING));

  private static final Schema VALUE =
      Schema.createRecord(
          "DeadLetter",
          null,
          "crossfade",
          false,
          List.of(
              new Schema.Field("oldTable", OPTIONAL_TEXT),
              new Schema.Field("keyText", Schema.create(Schema.Type.STRING)),
              new Schema.Field("sqlState", Schema.create(Schema.Type.STRING)),
              new Schema.Field("column", OPTIONAL_TEXT),
              new Schema.Field("reason", Schema.create(Schema.Type.STRING)),
              new Schema.Field(
                  "committedAt",
                  LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG)))));

  private static final byte[] KEY_HEADER =
      SingleObject.header(SchemaNormalization.parsingFingerprint64(KEY));
  private static final byte[] VALUE_HEADER =
      SingleObject.header(SchemaNormalization.parsingFingerprint64(VALUE));

  public static Schema keySchema() {
    return KEY;
  }

  public static Schema valueSchema() {
    return VALUE;
  }

  /** The record's key in the dead topic: whatever arrives later for it replaces this one. */
  public byte[] key() {
    return key(generation, stage, statement, newTable, rowKey);
  }

  /** The key of the dead letter that an origin has or would have. */
  public static byte[] key(
      int generation, Stage stage, int statement, String newTable, Bytes rowKey) {
    RowWriter out = new RowWriter(96).rawBytes(KEY_HEADER, 0, SingleObject.HEADER_LENGTH);
    out.rawLong(generation).rawLong(stage.symbol).rawLong(statement).rawText(newTable);
    out.rawLong(rowKey.length()).rawBytes(rowKey.array(), 0, rowKey.length());
    return out.toBytes();
  }

  public byte[] value() {
    RowWriter out = new RowWriter(160).rawBytes(VALUE_HEADER, 0, SingleObject.HEADER_LENGTH);
    optional(out, oldTable);
    out.rawText(keyText).rawText(sqlState);
    optional(out, column);
    return out.rawText(reason).rawLong(committedAtMicros).toBytes();
  }

  private static void optional(RowWriter out, @Nullable String text) {
    if (text == null) {
      out.rawLong(0);
    } else {
      out.rawLong(1).rawText(text);
    }
  }

  /**
   * The generation in a dead letter's key: readers of one generation pass over the others'.
   *
   * @throws WireFormatException if it is another key, such as a marker's
   */
  public static int generationOf(byte[] key) {
    if (!SingleObject.startsWith(key, KEY_HEADER)) {
      throw new WireFormatException("not the key of a dead letter");
    }
    return (int) new AvroCursor(key, SingleObject.HEADER_LENGTH).number();
  }

  /**
   * What a dead letter is of, as the key of its record says: enough to remove it by.
   *
   * @param rowKey as {@link DeadLetter#rowKey}
   */
  public record Origin(int generation, Stage stage, int statement, String newTable, Bytes rowKey) {}

  /**
   * Reads the key of a record of the dead topic, whose value may be null.
   *
   * @throws WireFormatException if it is none
   */
  public static Origin origin(byte[] key) {
    if (!SingleObject.startsWith(key, KEY_HEADER)) {
      throw new WireFormatException("not the key of a dead letter");
    }
    AvroCursor k = new AvroCursor(key, SingleObject.HEADER_LENGTH);
    return new Origin(
        (int) k.number(), Stage.of(k.number()), (int) k.number(), k.text(), Bytes.wrap(k.bytes()));
  }

  /**
   * Reads a record of the dead topic.
   *
   * @throws WireFormatException if it is none
   */
  public static DeadLetter read(byte[] key, byte[] value) {
    if (!SingleObject.startsWith(key, KEY_HEADER)
        || !SingleObject.startsWith(value, VALUE_HEADER)) {
      throw new WireFormatException("not a dead letter");
    }
    AvroCursor k = new AvroCursor(key, SingleObject.HEADER_LENGTH);
    int generation = (int) k.number();
    Stage stage = Stage.of(k.number());
    int statement = (int) k.number();
    String newTable = k.text();
    Bytes rowKey = Bytes.wrap(k.bytes());
    AvroCursor v = new AvroCursor(value, SingleObject.HEADER_LENGTH);
    return new DeadLetter(
        generation,
        stage,
        statement,
        v.optionalText(),
        newTable,
        rowKey,
        v.text(),
        v.text(),
        v.optionalText(),
        v.text(),
        v.number());
  }
}
