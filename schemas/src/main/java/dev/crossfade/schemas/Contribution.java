package dev.crossfade.schemas;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;

/**
 * What one origin says of one new key: the value of an arranged topic's records, whose key is the
 * new key's record.
 *
 * @param source place of the statement over one old table in the plan's list of them, from 0; their
 *     order is the first part of the order among origins
 * @param oldKey the old row's key record
 * @param ordinal place of the fan-out tuple, 0 without a fan-out
 * @param row the new row's record, null if the origin makes this key no longer
 */
public record Contribution(int source, Bytes oldKey, int ordinal, @Nullable Bytes row) {

  private static final Schema SCHEMA =
      Schema.createRecord(
          "Contribution",
          null,
          "crossfade",
          false,
          List.of(
              new Schema.Field("source", Schema.create(Schema.Type.INT)),
              new Schema.Field("ordinal", Schema.create(Schema.Type.INT)),
              new Schema.Field("oldKey", Schema.create(Schema.Type.BYTES)),
              new Schema.Field(
                  "row",
                  Schema.createUnion(
                      Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.BYTES)))));

  private static final byte[] HEADER =
      SingleObject.header(SchemaNormalization.parsingFingerprint64(SCHEMA));

  public static Schema schema() {
    return SCHEMA;
  }

  public byte[] value() {
    int rowBytes = row == null ? 0 : row.length();
    RowWriter out = new RowWriter(SingleObject.HEADER_LENGTH + 24 + oldKey.length() + rowBytes);
    out.rawBytes(HEADER, 0, SingleObject.HEADER_LENGTH).rawLong(source).rawLong(ordinal);
    out.rawLong(oldKey.length()).rawBytes(oldKey.array(), 0, oldKey.length());
    if (row == null) {
      return out.rawLong(0).toBytes();
    }
    return out.rawLong(1).rawLong(rowBytes).rawBytes(row.array(), 0, rowBytes).toBytes();
  }

  /**
   * Reads a value of an arranged topic.
   *
   * @throws WireFormatException if it is no contribution
   */
  public static Contribution read(byte[] value) {
    if (!SingleObject.startsWith(value, HEADER)) {
      throw new WireFormatException("not a contribution");
    }
    AvroCursor in = new AvroCursor(value, SingleObject.HEADER_LENGTH);
    int source = (int) in.number();
    int ordinal = (int) in.number();
    Bytes oldKey = Bytes.wrap(in.bytes());
    Bytes row = in.number() == 0 ? null : Bytes.wrap(in.bytes());
    return new Contribution(source, oldKey, ordinal, row);
  }
}
